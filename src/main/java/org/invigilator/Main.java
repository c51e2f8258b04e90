package org.invigilator;

import org.invigilator.cli.CommandLineTool;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Starts the program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Some libraries log with the JDK's own means.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(CommandLineTool.run(args));
  }
}
