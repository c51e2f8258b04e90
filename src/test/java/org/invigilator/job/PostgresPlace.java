package org.invigilator.job;

import java.util.Map;

/** Places on the test server for tests of other rooms. */
public final class PostgresPlace {
  /** Who asks the server. */
  public static final Map<String, String> LOGIN = Postgres.LOGIN;

  private PostgresPlace() {}

  public static StateLocation fresh() {
    return Postgres.fresh();
  }
}
