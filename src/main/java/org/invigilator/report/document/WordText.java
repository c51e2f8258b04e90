package org.invigilator.report.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.xmlbeans.XmlCursor;
import org.apache.xmlbeans.XmlObject;
import org.invigilator.policy.proposal.Paragraph;
import org.invigilator.policy.proposal.TableRow;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTP;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTRow;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTbl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTc;

/**
 * The paragraphs of a Word document in their order, with those in tables and content controls, and
 * with the numbers that Word makes by itself.
 */
final class WordText {
  private static final int DEEPEST = 20;

  private final XWPFDocument document;
  private final WordNumbers numbers;
  private final List<Paragraph> all = new ArrayList<>();
  private int number;
  private int tables;

  private WordText(XWPFDocument document) {
    this.document = document;
    this.numbers = new WordNumbers(document);
  }

  static List<Paragraph> of(byte[] bytes) throws IOException {
    try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(bytes))) {
      WordText text = new WordText(document);
      for (XmlObject element : text.elements(document.getDocument().getBody(), 0)) {
        text.add(element);
      }
      return List.copyOf(text.all);
    }
  }

  /** The paragraphs and tables in an element; content controls are looked into. */
  private List<XmlObject> elements(XmlObject parent, int depth) {
    List<XmlObject> found = new ArrayList<>();
    try (XmlCursor cursor = parent.newCursor()) {
      for (boolean more = cursor.toFirstChild(); more; more = cursor.toNextSibling()) {
        String name = cursor.getName().getLocalPart();
        XmlObject child = cursor.getObject();
        boolean isText = child instanceof CTP || child instanceof CTTbl;
        if (isText || child instanceof CTRow || child instanceof CTTc) {
          found.add(child);
        } else if (depth < DEEPEST && name.matches("sdt|sdtContent|customXml|smartTag|ins")) {
          found.addAll(elements(child, depth + 1));
        }
      }
    }
    return found;
  }

  private void add(XmlObject element) {
    if (element instanceof CTP paragraph) {
      number++;
      read(new XWPFParagraph(paragraph, document), "paragraph " + number);
    } else if (element instanceof CTTbl table) {
      tables++;
      table(table, "table " + tables, 0);
    }
  }

  private void read(XWPFParagraph paragraph, String place) {
    String text = paragraph.getText().strip();
    if (text.isEmpty()) {
      return;
    }
    text += paragraph.getRuns().stream().anyMatch(WordText::isLeftOut) ? Paragraph.STRUCK : "";
    WordNumbers.Label label = numbers.label(paragraph);
    String style = numbers.styleName(paragraph);
    // A line break before a number begins a clause of its own.
    List<String> lines = Paragraph.split(label.text() + text);
    for (int i = 0; i < lines.size(); i++) {
      boolean isItem = label.isBullet() && i == 0;
      all.add(
          new Paragraph(
              lines.get(i),
              isItem ? Math.min(2, label.level() + 1) : 0,
              style.startsWith("heading") || style.equals("title"),
              place,
              label.level()));
    }
  }

  private static boolean isLeftOut(XWPFRun run) {
    return !run.text().isBlank()
        && (run.isStrikeThrough() || run.isDoubleStrikeThrough() || run.isVanish());
  }

  private void table(CTTbl table, String place, int depth) {
    List<CTRow> rows =
        elements(table, 0).stream().filter(CTRow.class::isInstance).map(CTRow.class::cast).toList();
    List<TableRow> read = rows.stream().map(row -> new TableRow(plain(row))).toList();
    boolean isForm = TableRow.areAForm(read);
    List<String> columns = read.isEmpty() ? List.of() : read.get(0).dosAndDonts();
    for (int i = 0; i < rows.size(); i++) {
      String at = place + ", row " + (i + 1);
      if (columns.isEmpty()) {
        if (!isForm || !read.get(i).isToBeFilledIn()) {
          row(rows.get(i), i == 0, at, depth);
        }
      } else if (i > 0) {
        read.get(i).under(columns).forEach(line -> all.add(Paragraph.line(line, at)));
      }
    }
  }

  private void row(CTRow row, boolean isFirst, String place, int depth) {
    List<CTTc> cells = new ArrayList<>();
    for (XmlObject cell : elements(row, 0)) {
      if (cell instanceof CTTc one) {
        cells.add(one);
      }
    }
    List<List<XmlObject>> contents = cells.stream().map(cell -> elements(cell, 0)).toList();
    List<String> texts = contents.stream().map(this::text).toList();
    if (texts.stream().filter(text -> !text.isBlank()).count() > 1) {
      TableRow read = new TableRow(texts);
      if (isFirst && read.isHeader()) {
        return;
      }
      List<String> lines = Paragraph.split(read.text());
      lines.forEach(
          line -> all.add(isFirst ? Paragraph.line(line, place) : Paragraph.row(line, place)));
      return;
    }
    for (List<XmlObject> content : contents) {
      for (XmlObject element : content) {
        if (element instanceof CTP paragraph) {
          read(new XWPFParagraph(paragraph, document), place);
        } else if (element instanceof CTTbl inner && depth < DEEPEST) {
          table(inner, place, depth + 1);
        }
      }
    }
  }

  /** The texts of the cells of a row, without numbers, which go up each time they are asked for. */
  private List<String> plain(CTRow row) {
    return elements(row, 0).stream()
        .filter(CTTc.class::isInstance)
        .map(
            cell ->
                elements(cell, 0).stream()
                    .filter(CTP.class::isInstance)
                    .map(one -> new XWPFParagraph((CTP) one, document).getText().strip())
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("\n")))
        .toList();
  }

  /** The text of a cell: one line for each paragraph, with its number or bullet. */
  private String text(List<XmlObject> content) {
    return content.stream()
        .filter(CTP.class::isInstance)
        .map(one -> new XWPFParagraph((CTP) one, document))
        .filter(one -> !one.getText().isBlank())
        .map(one -> numbers.label(one).text() + one.getText().strip())
        .collect(Collectors.joining("\n"))
        .replaceAll("(?m)[ \\t]+$", "")
        .strip();
  }
}
