package org.invigilator.job;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.job.store.Database;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;

/** Where the state of a trust is kept: a folder of this machine, or a database of a server. */
public sealed interface StateLocation {
  /** A password inside of a database's address. */
  Pattern PASSWORD = Pattern.compile("(?i)[?&][^=&]*password=|//[^/@]*:[^/@]*@");

  /** A folder, with a database of its own in a file. */
  record Folder(Path path) implements StateLocation {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A PostgreSQL database, or a schema of one ({@code ?currentSchema=…}), for this trust alone. */
  record Server(String url) implements StateLocation {
    private static final Pattern SCHEMA = Pattern.compile("([?&])currentSchema=([^&]*)");

    @Override
    public String toString() {
      return url;
    }

    /** The schema that the address names; empty for the one that the server chooses. */
    public String schema() {
      Matcher named = SCHEMA.matcher(url);
      return named.find() ? named.group(2) : "";
    }

    /** Another schema of the same database; an empty name for the one that the server chooses. */
    public Server inSchema(String schema) {
      String rest = SCHEMA.matcher(url).replaceFirst("$1").replaceAll("[?&]+$", "");
      String base = rest.replace("?&", "?").replace("&&", "&");
      return new Server(
          schema.isEmpty()
              ? base
              : base + (base.contains("?") ? "&" : "?") + "currentSchema=" + schema);
    }
  }

  static StateLocation of(Path folder) {
    return new Folder(folder);
  }

  /**
   * A place as it is typed: {@code jdbc:postgresql://host/database}, or a folder.
   *
   * @param base where a relative folder starts
   * @throws InvalidInput for another kind of database, and for an address with a password in it
   */
  static StateLocation of(String typed, Path base) {
    if (!typed.startsWith("jdbc:")) {
      return new Folder(base.resolve(typed));
    }
    if (PASSWORD.matcher(typed).find()) {
      throw refused(
          "The address of the database contains a password.",
          "Take it out, change it, and set " + Database.PASSWORD + " in the environment.");
    }
    if (!typed.startsWith("jdbc:postgresql:")) {
      throw refused(
          "'" + typed.split("//", 2)[0] + "' is not a kind of database that we support.",
          "Give a folder, or an address like jdbc:postgresql://host/database.");
    }
    return new Server(typed);
  }

  private static InvalidInput refused(String what, String fix) {
    return new InvalidInput(List.of(new Problem("state", 0, "", what, fix)));
  }
}
