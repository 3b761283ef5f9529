package io.miniredis.auth.invitation;

import io.miniredis.auth.organization.NeedsThere;
import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Right;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/invitations")
class InvitationController {

    private final Invitations invitations;

    InvitationController(Invitations invitations) {
        this.invitations = invitations;
    }

    @NeedsThere(value = Right.MANAGE_MEMBERS, person = true)
    @GetMapping
    InvitationView.Listed list(Caller caller, @PathVariable String organizationId) {
        return new InvitationView.Listed(invitations.list(caller, organizationId));
    }

    @NeedsThere(value = Right.MANAGE_MEMBERS, person = true)
    @PostMapping
    @Audited(Invitations.CREATE)
    @ResponseStatus(HttpStatus.CREATED)
    InvitationView invite(Caller caller, @PathVariable String organizationId, @Valid @RequestBody NewInvitation wish) {
        return invitations.invite(caller, organizationId, wish);
    }

    @NeedsThere(value = Right.MANAGE_MEMBERS, person = true)
    @DeleteMapping("/{invitationId}")
    @Audited(Invitations.WITHDRAW)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(Caller caller, @PathVariable String organizationId, @PathVariable String invitationId) {
        invitations.withdraw(caller, organizationId, invitationId);
    }
}
