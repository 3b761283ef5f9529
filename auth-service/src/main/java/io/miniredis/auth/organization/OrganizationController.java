package io.miniredis.auth.organization;

import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import io.miniredis.kit.token.Right;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/organizations")
class OrganizationController {

    private final Tenants tenants;
    private final Team team;
    private final Organizations organizations;

    OrganizationController(Tenants tenants, Team team, Organizations organizations) {
        this.tenants = tenants;
        this.team = team;
        this.organizations = organizations;
    }

    @GetMapping
    Items<OrganizationView> list(Caller caller) {
        return new Items<>(
                tenants.list(caller).stream().map(OrganizationView::of).toList());
    }

    @Needs(person = true)
    @PostMapping
    @Audited(Deeds.CREATE)
    @ResponseStatus(HttpStatus.CREATED)
    OrganizationView found(Caller caller, @Valid @RequestBody OrganizationName wish) {
        return OrganizationView.of(tenants.found(caller, wish.name().strip()));
    }

    @NeedsThere(value = Right.MANAGE_MEMBERS, person = true)
    @PatchMapping("/{organizationId}")
    @Audited(Deeds.RENAME)
    OrganizationView rename(
            Caller caller, @PathVariable String organizationId, @Valid @RequestBody OrganizationName wish) {
        return OrganizationView.of(
                tenants.rename(caller, organizationId, wish.name().strip()));
    }

    @NeedsThere(value = Right.OWN_ORGANIZATION, person = true)
    @DeleteMapping("/{organizationId}")
    @Audited(Deeds.DELETE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Caller caller,
            @PathVariable String organizationId,
            @RequestParam @Size(max = 60, message = "must have at most {max} characters") String confirm) {
        tenants.delete(caller, organizationId, confirm);
    }

    @NeedsThere(value = Right.OWN_ORGANIZATION, person = true)
    @PostMapping("/{organizationId}/transfer")
    @Audited(Deeds.TRANSFER)
    OrganizationView transfer(Caller caller, @PathVariable String organizationId, @Valid @RequestBody Transfer wish) {
        var role = team.transfer(caller, organizationId, wish.userId());
        var name = organizations.find(organizationId).map(Organization::name).orElse("");
        return new OrganizationView(organizationId, name, role);
    }
}
