package org.invigilator.job;

/** Receives how a run is coming along, from any thread. */
public interface Progress {
  /** An audit begins, of this many accounts. */
  void begins(int accounts);

  void accountDone(String account);

  /** A collection begins, of this many parts of accounts. */
  default void collecting(int parts) {}

  /** One part of one account is collected, or was tried. */
  default void partDone() {}

  /** A step of the run begins; its name is the same in every run. */
  default void stepBegins(String name) {}

  /** A step other than an account is done, in words for a person. */
  void step(String what);

  /** Shows nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begins(int accounts) {}

        @Override
        public void accountDone(String account) {}

        @Override
        public void step(String what) {}
      };
}
