package org.invigilator.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who judges the accounts of a run. */
public enum Workers {
  /** This process. */
  @JsonProperty("here")
  HERE,
  /** Processes started with {@code invigilator worker}, on any number of machines. */
  @JsonProperty("remote")
  REMOTE,
  /** Those, and this process too. */
  @JsonProperty("both")
  BOTH
}
