package io.miniredis.backend.database;

import io.miniredis.kit.audit.Audited;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets the auth-service delete an organization without a database being created in it meanwhile. */
@RestController
class FreezeController {

    private final Freezer freezer;

    FreezeController(Freezer freezer) {
        this.freezer = freezer;
    }

    @PostMapping("/internal/organizations/{organizationId}/freeze")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Audited("organization.freeze")
    void freeze(@PathVariable @Pattern(regexp = "org_[0-9a-z]{1,40}") String organizationId) {
        freezer.freeze(organizationId);
    }
}
