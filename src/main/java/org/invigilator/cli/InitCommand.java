package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.invigilator.policy.PackLibrary;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.invigilator.register.Register;
import org.invigilator.register.YearGroup;
import org.invigilator.register.mapping.ImportPlan;
import org.invigilator.register.mapping.Question;
import org.invigilator.report.workbook.RegisterWorkbook;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Makes a trust folder of one's own. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Makes a trust folder: trust.yaml, registers.xlsx with a sheet for each register, and, with --from, the files that you have and how they are read. Asks what it needs to know, or takes it from the options and from --answers.")
final class InitCommand implements Callable<Integer> {
  /** The registers that come first; the others are added when the trust starts to keep them. */
  private static final List<Register> FIRST =
      List.of(
          Register.ACADEMIES,
          Register.ACCOUNTS,
          Register.PEOPLE,
          Register.ACCOUNT_ROLES,
          Register.ROLE_HOLDERS,
          Register.PUPILS,
          Register.CONSENT);

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder to make; it must not be a trust yet.")
  private Path folder = Path.of("");

  @Option(
      names = "--from",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Exports and spreadsheets that you have; they are read as they are.")
  private List<Path> files = List.of();

  @Option(names = "--name", paramLabel = "NAME", description = "The name of the trust.")
  private @Nullable String name;

  @Option(names = "--policy", paramLabel = "PACK", description = "The policy, a built-in pack.")
  private @Nullable String policy;

  @Option(
      names = "--schools",
      paramLabel = "NAMES",
      description = "The schools, separated by semicolons, where no file names them.")
  private @Nullable String schools;

  @Option(
      names = "--posts",
      paramLabel = "SOURCE",
      description = "Where posts come from: snapshot, archive or api.")
  private @Nullable String posts;

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "REGISTER",
      description = "More registers to make sheets for, or all.")
  private List<String> with = List.of();

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "A YAML file with answers, for use without a terminal.")
  private @Nullable Path answers;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  folder.toString(),
                  0,
                  "",
                  "This is a file, not a folder.",
                  "Give the name of a new folder.")));
    }
    if (Files.exists(folder.resolve("trust.yaml"))) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  folder.toString(),
                  0,
                  "",
                  "This folder is a trust already.",
                  "Choose another folder, or add files with 'invigilator import'.")));
    }
    List<Register> wanted = wanted();
    ImportPlan plan = ImportCommand.read(files);
    Asking asking = Asking.of(answers, options(), out);
    String trust =
        asking.to(
            new Question(
                "trust", "What is the trust called?", List.of(), plan.trustName().orElse("")));
    String pack = asking.to(policyQuestion());
    plan.ask(asking, List.of());
    List<Map<String, String>> academies = academies(plan, asking, pack);
    String source =
        asking.to(
            new Question(
                "posts",
                "Where do posts come from? snapshot: files that you put into snapshots/; archive: downloads from the platforms; api: the platforms themselves, of which only X charges.",
                List.of("snapshot", "archive", "api"),
                "snapshot"));
    ImportCommand.show(plan, out);
    asking.requireAll();
    write(out, plan, trust, pack, source, academies, wanted);
    return 0;
  }

  private List<Register> wanted() {
    List<Register> all = new ArrayList<>(FIRST);
    for (String more : with) {
      if (more.equalsIgnoreCase("all")) {
        Stream.of(Register.values()).filter(r -> !all.contains(r)).forEach(all::add);
        continue;
      }
      Register register =
          Register.named(more)
              .orElseThrow(
                  () ->
                      new InvalidInput(
                          List.of(
                              new Problem(
                                  "--with",
                                  0,
                                  "",
                                  "There is no register '" + more + "'.",
                                  "Choose from: "
                                      + String.join(", ", Register.names())
                                      + ", all."))));
      if (!all.contains(register)) {
        all.add(register);
      }
    }
    return all;
  }

  private Map<String, String> options() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "trust", name);
    put(given, "policy", policy);
    put(given, "schools", schools);
    put(given, "posts", posts);
    return given;
  }

  private static void put(Map<String, String> given, String id, @Nullable String value) {
    if (value != null) {
      given.put(id, value);
    }
  }

  private static Question policyQuestion() {
    PackLibrary library = new PackLibrary();
    StringBuilder text = new StringBuilder("Which policy does the trust follow?");
    for (String id : PackLibrary.BUILT_IN) {
      text.append(" ").append(id).append(": ").append(library.get(id).displayTitle()).append(".");
    }
    text.append(
        " If yours is none of these, choose the one most like it for now and make your own with 'invigilator policy propose'.");
    return new Question("policy", text.toString(), PackLibrary.BUILT_IN, "");
  }

  /** The schools that the files name, or that are typed in, as rows of the register. */
  private static List<Map<String, String>> academies(ImportPlan plan, Asking asking, String pack) {
    if (plan.registers().contains(Register.ACADEMIES)) {
      return List.of();
    }
    List<ImportPlan.School> schools = plan.schools();
    if (schools.isEmpty()) {
      String typed =
          asking.to(
              new Question(
                  "schools",
                  "What are the schools called? (separated by semicolons)",
                  List.of(),
                  ""));
      schools = ImportPlan.schoolsOf(List.of(typed.split("\\s*[;\\n]\\s*")));
    }
    String domains = String.join("; ", plan.emailDomains());
    List<Map<String, String>> rows = new ArrayList<>();
    for (ImportPlan.School school : schools) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("academy_code", school.code());
      row.put("name", school.name());
      row.put("aliases", String.join("; ", school.aliases()));
      row.put("phase", school.phase());
      row.put("lowest_year", school.lowest().map(YearGroup::toString).orElse(""));
      row.put("highest_year", school.highest().map(YearGroup::toString).orElse(""));
      row.put("email_domains", domains);
      row.put("pack", pack);
      rows.add(row);
    }
    return rows;
  }

  private void write(
      PrintWriter out,
      ImportPlan plan,
      String trust,
      String pack,
      String source,
      List<Map<String, String>> academies,
      List<Register> wanted)
      throws IOException {
    OwnerOnly.folder(folder);
    Path registers = folder.resolve("registers");
    OwnerOnly.folder(registers);
    Map<Register, List<Map<String, String>>> sheets = new LinkedHashMap<>();
    wanted.stream()
        .filter(r -> !plan.registers().contains(r))
        .forEach(r -> sheets.put(r, r == Register.ACADEMIES ? academies : List.of()));
    OwnerOnly.replace(
        registers.resolve("registers.xlsx"), to -> RegisterWorkbook.write(sheets, to));
    if (!files.isEmpty()) {
      ImportCommand.copy(plan.files(), registers, out);
      plan.write(folder.resolve("mappings")).forEach(file -> out.println("Written: " + file));
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("name", trust);
    settings.put("packs", List.of(pack));
    settings.put("sources", Map.of("twitter", source));
    byte[] yaml = new YAMLMapper().writeValueAsString(settings).getBytes(StandardCharsets.UTF_8);
    // Written last: a folder without it is no trust yet, so the command can be given again.
    OwnerOnly.replace(folder.resolve("trust.yaml"), to -> to.write(yaml));
    out.println("Written: " + registers.resolve("registers.xlsx"));
    out.println("Written: " + folder.resolve("trust.yaml"));
    if (!academies.isEmpty()) {
      out.println(
          academies.size()
              + (academies.size() == 1 ? " school:" : " schools, with codes that you can change:"));
      academies.forEach(
          row ->
              out.println(
                  "  "
                      + row.get("academy_code")
                      + "  "
                      + row.get("name")
                      + (String.valueOf(row.get("aliases")).isEmpty()
                          ? ""
                          : " (also " + row.get("aliases") + ")")));
    }
    out.println("Next: invigilator validate --trust " + folder);
    out.println("Then: invigilator audit --trust " + folder + " --out " + folder);
  }
}
