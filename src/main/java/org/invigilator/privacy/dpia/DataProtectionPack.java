package org.invigilator.privacy.dpia;

import static org.invigilator.privacy.dpia.PackText.orGap;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.invigilator.policy.Privacy;
import org.invigilator.register.LondonTime;
import org.invigilator.report.document.Block;
import org.invigilator.report.document.Gap;

/**
 * A data protection impact assessment under the headings of the ICO's template, filled in from the
 * settings of the audit. What only the trust can say is a marked gap, and the gaps are counted.
 */
public final class DataProtectionPack {
  private final EffectiveSettings given;

  public DataProtectionPack(EffectiveSettings given) {
    this.given = given;
  }

  public String title() {
    return "Data protection impact assessment: audit of the official social media accounts of "
        + given.settings().name();
  }

  /** The document, block by block. */
  public List<Block> blocks() {
    List<Block> steps = steps();
    PackText pack = new PackText();
    pack.text(PackText.count(Gap.count(steps), "gap", "gaps") + " to complete.");
    pack.text(
        "Written on the basis of the settings on "
            + LondonTime.show(given.index().asOf())
            + ". The headings are those of the ICO's template. What the program knows is filled in; what only the trust can say is a marked gap. Assessments of risk and law are proposals. The document decides nothing until step 7 is complete.");
    pack.points(gapsByStep(steps));
    List<Block> all = new ArrayList<>(pack.blocks());
    all.addAll(steps);
    return List.copyOf(all);
  }

  /** How many gaps each step has, for whoever shares them out. */
  private static List<String> gapsByStep(List<Block> steps) {
    List<String> lines = new ArrayList<>();
    String step = "";
    List<Block> part = new ArrayList<>();
    for (Block block : steps) {
      if (block instanceof Block.Heading heading && heading.level() == 1) {
        addLine(step, part, lines);
        step = heading.text();
        part.clear();
      }
      part.add(block);
    }
    addLine(step, part, lines);
    return lines;
  }

  private static void addLine(String step, List<Block> part, List<String> lines) {
    int gaps = Gap.count(part);
    if (gaps > 0) {
      lines.add(step + ": " + PackText.count(gaps, "gap", "gaps"));
    }
  }

  private List<Block> steps() {
    PackText pack = new PackText();
    Description description = new Description(given);
    ProcessedData data = new ProcessedData(given);
    RiskRegister risks = new RiskRegister(given);
    pack.step("Submitting controller details");
    writeController(pack);
    pack.step("Step 1: Identify the need for a DPIA");
    description.writeNeed(pack);
    pack.step("Step 2: Describe the processing");
    description.write(pack);
    pack.step("Step 3: Consultation process");
    Description.writeConsultation(pack);
    pack.step("Step 4: Assess necessity and proportionality");
    new Necessity(given).write(pack);
    pack.step("Step 5: Identify and assess risks");
    risks.writeRisks(pack);
    pack.step("Step 6: Identify measures to reduce risk");
    risks.writeMeasures(pack);
    pack.step("Step 7: Sign off and record outcomes");
    writeSignOff(pack);
    pack.step("Annex A: registers in use and their columns");
    data.writeRegisters(pack);
    pack.step("Annex B: what the findings database contains");
    data.writeTables(pack);
    pack.step("Annex C: credentials and keys");
    new Recipients(given).writeSecrets(pack);
    return pack.blocks();
  }

  private void writeController(PackText pack) {
    Privacy privacy = given.privacy();
    pack.table(
        List.of(36, 64),
        List.of(
            List.of("Item", "Entry"),
            List.of(
                "Name of controller",
                orGap(
                    privacy.controller(),
                    "legal name and ICO registration number of " + given.settings().name())),
            List.of("Subject/title of DPO", Gap.of("name and title")),
            List.of(
                "Name of controller contact/DPO",
                orGap(privacy.officer(), "name and contact details")),
            List.of("Subject of this assessment", "Audit of the official social media accounts"),
            List.of("Review date", reviewDate())));
  }

  private String reviewDate() {
    LocalDate on = given.privacy().reviewOn();
    return on == null ? Gap.of("date by which this assessment is reviewed") : LondonTime.show(on);
  }

  private void writeSignOff(PackText pack) {
    String signature = "name, position, date";
    pack.table(
        List.of(26, 34, 40),
        List.of(
            List.of("Item", "Name/position/date", "Notes"),
            List.of(
                "Measures approved by:",
                Gap.of(signature),
                "Enter the measures into the project plan: "
                    + Gap.of("date and person responsible")),
            List.of(
                "Residual risks approved by:",
                Gap.of(signature),
                "A residual high risk goes to the ICO first (Article 36)."),
            List.of(
                "DPO advice provided:",
                Gap.of(signature),
                "On compliance, the measures of step 6, and whether the processing can go ahead."),
            List.of("Summary of DPO advice:", Gap.of("summary"), ""),
            List.of(
                "DPO advice accepted or overruled by:",
                Gap.of(signature),
                "If overruled, the reasons: " + Gap.of("reasons, or 'accepted'")),
            List.of(
                "Consultation responses reviewed by:",
                Gap.of(signature),
                "If the decision differs from what people said, the reasons: "
                    + Gap.of("reasons, or 'does not differ'")),
            List.of(
                "This DPIA will be kept under review by:",
                Gap.of(signature),
                "Review date: " + reviewDate())));
  }
}
