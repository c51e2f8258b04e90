package org.invigilator.privacy.dpia;

import java.nio.file.Path;
import java.util.List;
import org.invigilator.register.Account;
import org.invigilator.snapshot.Relation;
import org.invigilator.snapshot.SnapshotFolder;

/** How many posts, messages and people the saved copies of the registered accounts contain now. */
public record SavedCopies(long posts, long followers, long following, long mentions) {

  /** Counts what is in the saved copies; a person who is in two lists counts twice. */
  public static SavedCopies count(Path snapshots, List<Account> accounts) {
    SavedCopies all = new SavedCopies(0, 0, 0, 0);
    for (Account account : accounts) {
      SnapshotFolder folder =
          new SnapshotFolder(SnapshotFolder.at(snapshots, account.platform(), account.id()));
      all =
          new SavedCopies(
              all.posts + folder.posts(post -> {}).items(),
              all.followers + folder.relations(Relation.Kind.FOLLOWER, person -> {}).items(),
              all.following + folder.relations(Relation.Kind.FOLLOWING, person -> {}).items(),
              all.mentions + folder.mentions(message -> {}).items());
    }
    return all;
  }
}
