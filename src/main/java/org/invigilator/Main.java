package org.invigilator;

import org.invigilator.cli.CommandLineTool;

/** Starts the program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(CommandLineTool.run(args));
  }
}
