package io.miniredis.e2e;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An organization with a member of each role, one database and one of everything that can be called by an id.
 *
 * @param people by their role
 * @param ids by the contract's names of path parameters
 */
record Team(String organizationId, Map<String, Tenant> people, Map<String, String> ids) {

    static Team in(LocalPlatform platform) {
        var owner = Tenant.verified(platform);
        var organizationId = owner.get("/auth/me")
                .expect(200)
                .body()
                .path("organization")
                .path("id")
                .asString();
        var people = new LinkedHashMap<String, Tenant>();
        people.put("owner", owner);
        for (var role : new String[] {"admin", "developer", "viewer"}) {
            people.put(role, joined(platform, owner, organizationId, role));
        }
        var database = owner.create("shared");
        var members = owner.get("/organizations/" + organizationId + "/members")
                .expect(200)
                .body()
                .path("items");
        var ids = Map.of(
                "organizationId",
                organizationId,
                "databaseId",
                database.id(),
                "operationId",
                owner.get("/operations")
                        .expect(200)
                        .body()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asString(),
                "keyId",
                owner.post("/api-keys", Map.of("name", "kept", "role", "viewer"))
                        .expect(201)
                        .field("id"),
                // the owner, who comes first; nobody below may touch an owner
                "userId",
                members.path(0).path("userId").asString(),
                "invitationId",
                invite(owner, organizationId, Tenant.anAddress(), "viewer"),
                "sessionId",
                owner.get("/auth/sessions")
                        .expect(200)
                        .body()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asString());
        return new Team(organizationId, people, ids);
    }

    Tenant owner() {
        return people.get("owner");
    }

    /** Somebody who was invited by mail and came. */
    static Tenant joined(LocalPlatform platform, Tenant owner, String organizationId, String role) {
        var address = Tenant.anAddress();
        invite(owner, organizationId, address, role);
        var token = Mailbox.of(platform, address).token("/invitation");
        var tenant = Tenant.signedUp(platform, address);
        tenant.post("/invitations/accept", Map.of("token", token)).expect(200);
        return tenant;
    }

    private static String invite(Tenant owner, String organizationId, String address, String role) {
        return owner.post("/organizations/" + organizationId + "/invitations", Map.of("email", address, "role", role))
                .expect(201)
                .field("id");
    }
}
