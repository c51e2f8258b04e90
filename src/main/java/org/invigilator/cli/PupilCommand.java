package org.invigilator.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows or erases the data about one pupil. */
@Command(
    name = "pupil",
    mixinStandardHelpOptions = true,
    description = "Shows or erases all data about one pupil.",
    subcommands = {PupilShowCommand.class, PupilEraseCommand.class})
final class PupilCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }
}
