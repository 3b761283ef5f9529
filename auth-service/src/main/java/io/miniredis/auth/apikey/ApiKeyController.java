package io.miniredis.auth.apikey;

import io.miniredis.kit.audit.Audited;
import io.miniredis.kit.json.Page;
import io.miniredis.kit.token.Caller;
import io.miniredis.kit.token.Needs;
import io.miniredis.kit.token.Right;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/api-keys")
class ApiKeyController {

    private final ApiKeys keys;

    ApiKeyController(ApiKeys keys) {
        this.keys = keys;
    }

    @Needs(Right.MANAGE_KEYS)
    @PostMapping
    @Audited(ApiKeys.CREATE)
    ResponseEntity<ApiKeyView> create(Caller caller, @Valid @RequestBody NewApiKey wish) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(keys.create(caller, wish));
    }

    @Needs(Right.MANAGE_KEYS)
    @GetMapping
    Page<ApiKeyView> list(
            Caller caller,
            @RequestParam(defaultValue = "50")
                    @Min(value = 1, message = "must be 1 to 200")
                    @Max(value = 200, message = "must be 1 to 200")
                    int limit,
            @RequestParam(required = false)
                    @Pattern(regexp = "key_[0-9a-z]{26}", message = "must be the next of a page before")
                    @Nullable
                    String cursor) {
        return keys.list(caller, limit, cursor);
    }

    @Needs(Right.MANAGE_KEYS)
    @DeleteMapping("/{id}")
    @Audited(ApiKeys.REVOKE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable String id) {
        keys.revoke(caller, id);
    }
}
