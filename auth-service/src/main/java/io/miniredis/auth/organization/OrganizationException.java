package io.miniredis.auth.organization;

/** Why an organization was not found, made or changed. */
public abstract sealed class OrganizationException extends RuntimeException {

    private OrganizationException(String message) {
        super(message);
    }

    /** Also for one that others are in. */
    static final class Unknown extends OrganizationException {
        Unknown() {
            super("You are in no such organization.");
        }
    }

    static final class MemberUnknown extends OrganizationException {
        MemberUnknown() {
            super("There is no such member in this organization.");
        }
    }

    static final class AlreadyMember extends OrganizationException {
        AlreadyMember() {
            super("There is a member with this address already.");
        }
    }

    static final class LastOwner extends OrganizationException {
        LastOwner() {
            super("An organization is never without an owner. Make another member an owner first, or delete it.");
        }
    }

    static final class NotEmpty extends OrganizationException {
        NotEmpty() {
            super("The organization has databases. Delete them first.");
        }
    }

    static final class TooMany extends OrganizationException {
        TooMany(int most) {
            super("You own %d organizations, which is as many as one may. Delete one or hand one over."
                    .formatted(most));
        }
    }

    static final class NameDiffers extends OrganizationException {
        NameDiffers() {
            super("must be the name of the organization, exactly as it is written");
        }
    }

    static final class TransferToSelf extends OrganizationException {
        TransferToSelf() {
            super("must be another member, not yourself");
        }
    }

    static final class BackendDown extends OrganizationException {
        BackendDown() {
            super(
                    "Whether the organization has databases cannot be seen right now. Nothing was deleted; try again in a while.");
        }
    }
}
