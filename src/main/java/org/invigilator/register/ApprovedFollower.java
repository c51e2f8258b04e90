package org.invigilator.register;

/** A follower whom staff accepted on a private pupil account. */
public record ApprovedFollower(String account, String userId) {

  static ApprovedFollower of(Row row) {
    return new ApprovedFollower(row.text("account_id"), row.text("user_id"));
  }
}
