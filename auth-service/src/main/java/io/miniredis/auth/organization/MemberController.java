package io.miniredis.auth.organization;

import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Right;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/members")
class MemberController {

    private final Team team;

    MemberController(Team team) {
        this.team = team;
    }

    @NeedsThere(Right.SEE_MEMBERS)
    @GetMapping
    Items<OrganizationMember> list(Caller caller, @PathVariable String organizationId) {
        return new Items<>(team.list(caller, organizationId));
    }

    @NeedsThere(value = Right.MANAGE_MEMBERS, person = true)
    @PatchMapping("/{userId}")
    @Audited(Deeds.CHANGE_MEMBER)
    OrganizationMember change(
            Caller caller,
            @PathVariable String organizationId,
            @PathVariable String userId,
            @Valid @RequestBody NewRole wish) {
        return team.change(caller, organizationId, userId, wish.role());
    }

    @NeedsThere(person = true)
    @DeleteMapping("/{userId}")
    @Audited(Deeds.REMOVE_MEMBER)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String organizationId, @PathVariable String userId) {
        team.remove(caller, organizationId, userId);
    }
}
