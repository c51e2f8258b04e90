package org.invigilator.report.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.InputFile;
import org.invigilator.policy.proposal.Paragraph;

/** The text of a policy in the formats in which schools have it: docx, odt, pdf, txt and md. */
public final class PolicyDocument {
  private static final long LARGEST = 50L << 20;
  private static final long LARGEST_TEXT = 20L << 20;
  private static final int LEVELS = 9;

  private PolicyDocument() {}

  /**
   * Its paragraphs, with the numbers that Word makes by itself.
   *
   * @throws IOException with a sentence for a person when the file cannot be read
   */
  public static List<Paragraph> read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    byte[] bytes = InputFile.bytes(file, LARGEST);
    try {
      if (name.endsWith(".docx")) {
        return word(bytes);
      }
      if (name.endsWith(".odt")) {
        return openDocument(bytes);
      }
      if (name.endsWith(".pdf")) {
        return pdf(bytes);
      }
    } catch (IOException | RuntimeException | XMLStreamException e) {
      throw new IOException(
          "This file is damaged, or has a password. Save it again without one.", e);
    }
    if (name.matches(".*\\.(txt|md|markdown)")) {
      return Paragraph.of(InputFile.text(file, LARGEST_TEXT));
    }
    throw new IOException(
        "This is no .docx, .odt, .pdf, .txt or .md file. Save the policy as one.");
  }

  private static List<Paragraph> word(byte[] bytes) throws IOException {
    List<Paragraph> all = new ArrayList<>();
    Map<String, int[]> counters = new HashMap<>();
    try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(bytes))) {
      int number = 0;
      for (XWPFParagraph one : document.getParagraphs()) {
        number++;
        String text = one.getText().strip();
        if (!text.isEmpty()) {
          String style = one.getStyle() == null ? "" : one.getStyle().toLowerCase(Locale.ROOT);
          String label = label(one, counters);
          int level = one.getNumIlvl() == null ? 0 : one.getNumIlvl().intValue();
          boolean isItem = label.equals("- ");
          all.add(
              new Paragraph(
                  label + text,
                  isItem ? Math.min(2, level + 1) : 0,
                  style.startsWith("heading") && label.isEmpty(),
                  "paragraph " + number,
                  level));
        }
      }
    }
    return all;
  }

  /** The number or the bullet that Word puts before a paragraph and that is not in its text. */
  private static String label(XWPFParagraph paragraph, Map<String, int[]> counters) {
    if (paragraph.getNumID() == null || paragraph.getNumLevelText() == null) {
      return "";
    }
    int level =
        Math.min(
            LEVELS - 1, paragraph.getNumIlvl() == null ? 0 : paragraph.getNumIlvl().intValue());
    if (String.valueOf(paragraph.getNumFmt()).equals("bullet")) {
      return "- ";
    }
    int[] counts = counters.computeIfAbsent(paragraph.getNumID().toString(), id -> new int[LEVELS]);
    counts[level]++;
    for (int i = level + 1; i < LEVELS; i++) {
      counts[i] = 0;
    }
    String text = paragraph.getNumLevelText();
    for (int i = 0; i < LEVELS; i++) {
      int count = Math.max(1, counts[i]);
      text =
          text.replace(
              "%" + (i + 1), i == level ? shown(paragraph.getNumFmt(), count) : "" + count);
    }
    return text.strip() + " ";
  }

  private static String shown(String format, int count) {
    String letter =
        count <= 26 ? String.valueOf((char) ('a' + count - 1)) : Integer.toString(count);
    return switch (format) {
      case "lowerLetter" -> letter;
      case "upperLetter" -> letter.toUpperCase(Locale.ROOT);
      case "lowerRoman" ->
          count <= 10
              ? List.of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x").get(count - 1)
              : Integer.toString(count);
      default -> Integer.toString(count);
    };
  }

  private static List<Paragraph> openDocument(byte[] bytes) throws IOException, XMLStreamException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals("content.xml")) {
          return content(BoundedStream.of(zip, LARGEST_TEXT));
        }
      }
    }
    throw new IOException("no content");
  }

  private static List<Paragraph> content(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader xml = factory.createXMLStreamReader(in);
    List<Paragraph> all = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int depth = 0;
    int number = 0;
    while (xml.hasNext()) {
      int event = xml.next();
      boolean begins = event == XMLStreamConstants.START_ELEMENT;
      String name = begins || event == XMLStreamConstants.END_ELEMENT ? xml.getLocalName() : "";
      if (event == XMLStreamConstants.CHARACTERS) {
        text.append(xml.getText());
      } else if (name.equals("list")) {
        depth += begins ? 1 : -1;
      } else if (begins && (name.equals("s") || name.equals("tab") || name.equals("line-break"))) {
        text.append(' ');
      } else if (name.equals("p") || name.equals("h")) {
        if (!begins && !text.toString().isBlank()) {
          String words = text.toString().strip();
          all.add(
              new Paragraph(
                  depth > 0 ? "- " + words : words,
                  Math.min(2, depth),
                  name.equals("h") && depth == 0,
                  "paragraph " + ++number,
                  depth));
        }
        text.setLength(0);
      }
    }
    return all;
  }

  private static List<Paragraph> pdf(byte[] bytes) throws IOException {
    List<Paragraph> all = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(bytes)) {
      PDFTextStripper stripper = new PDFTextStripper();
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        all.addAll(Paragraph.ofPage(stripper.getText(document), page));
      }
    }
    if (all.isEmpty()) {
      throw new IOException("no text");
    }
    return all;
  }
}
