package org.invigilator.report.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.poi.util.XMLHelper;
import org.invigilator.input.BoundedStream;
import org.invigilator.policy.proposal.Paragraph;
import org.invigilator.policy.proposal.TableRow;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.SAXException;

/**
 * The paragraphs of an OpenDocument text in their order, with those in tables and frames and with
 * the numbers that it makes by itself; without notes, comments, tables of contents and what was
 * deleted.
 */
final class OpenDocumentText {
  private static final int DEEPEST = 200;
  private static final Set<String> LEFT_OUT =
      Set.of(
          "tracked-changes",
          "annotation",
          "note",
          "table-of-content",
          "alphabetical-index",
          "illustration-index",
          "table-index",
          "forms",
          "title",
          "desc",
          "script");

  private final OpenDocumentNumbers numbers = new OpenDocumentNumbers();
  private final List<Paragraph> all = new ArrayList<>();
  private int number;

  private OpenDocumentText() {}

  /**
   * A list around a paragraph.
   *
   * @param depth from 1
   */
  private record ListLevel(String style, int depth) {
    static final ListLevel NONE = new ListLevel("", 0);
  }

  static List<Paragraph> of(byte[] document, long largest) throws IOException {
    Map<String, Element> parts = parts(document, largest);
    Element content = parts.get("content.xml");
    if (content == null) {
      throw new IOException("no content");
    }
    OpenDocumentText text = new OpenDocumentText();
    Element styles = parts.get("styles.xml");
    if (styles != null) {
      text.numbers.declare(styles);
    }
    text.numbers.declare(content);
    text.read(content, ListLevel.NONE, 0);
    return List.copyOf(text.all);
  }

  private static Map<String, Element> parts(byte[] document, long largest) throws IOException {
    Map<String, Element> parts = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(document))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (Set.of("content.xml", "styles.xml").contains(entry.getName())) {
          byte[] xml = BoundedStream.of(zip, largest).readAllBytes();
          parts.put(
              entry.getName(),
              XMLHelper.newDocumentBuilder()
                  .parse(new ByteArrayInputStream(xml))
                  .getDocumentElement());
        }
      }
    } catch (SAXException e) {
      throw new IOException(e);
    }
    return parts;
  }

  private void read(Element parent, ListLevel list, int deep) {
    if (deep > DEEPEST) {
      throw new IllegalStateException("elements within elements");
    }
    for (Element child : children(parent)) {
      switch (child.getLocalName()) {
        case "p", "h" -> paragraph(child, list, "", deep);
        case "list" -> list(child, list, deep);
        case "table" -> table(child, deep);
        default -> {
          if (!LEFT_OUT.contains(child.getLocalName())) {
            read(child, list, deep + 1);
          }
        }
      }
    }
  }

  private void list(Element list, ListLevel around, int deep) {
    String named = attribute(list, "style-name");
    ListLevel level = new ListLevel(named.isEmpty() ? around.style() : named, around.depth() + 1);
    boolean isContinued =
        attribute(list, "continue-numbering").equals("true")
            || !attribute(list, "continue-list").isEmpty();
    if (around.depth() == 0 && !isContinued) {
      numbers.restart(level.style());
    }
    for (Element item : children(list)) {
      String start = attribute(item, "start-value");
      if (start.matches("\\d{1,6}")) {
        numbers.continueWith(level.style(), level.depth() - 1, Integer.parseInt(start));
      }
      item(item, level, deep);
    }
  }

  /** An item: its first paragraph has the number, those after it have none. */
  private void item(Element item, ListLevel level, int deep) {
    boolean isLabelled = item.getLocalName().equals("list-header");
    for (Element child : children(item)) {
      if (child.getLocalName().matches("[ph]")) {
        String label = isLabelled ? "" : numbers.item(level.style(), level.depth() - 1);
        paragraph(child, level, label, deep);
        isLabelled = true;
      } else if (child.getLocalName().equals("list")) {
        list(child, level, deep + 1);
      } else {
        read(child, level, deep + 1);
      }
    }
  }

  private void paragraph(Element paragraph, ListLevel list, String label, int deep) {
    boolean isHeading = paragraph.getLocalName().equals("h");
    String text = text(paragraph);
    String before = label;
    if (isHeading && label.isEmpty() && list.depth() == 0 && !text.isEmpty()) {
      String level = attribute(paragraph, "outline-level");
      boolean isCounted =
          level.matches("\\d") && !attribute(paragraph, "is-list-header").equals("true");
      before = isCounted ? numbers.heading(Integer.parseInt(level) - 1) : "";
    }
    if (!text.isEmpty()) {
      boolean isItem = before.equals("- ");
      String place = "paragraph " + ++number;
      List<String> lines = Paragraph.split(before + text);
      for (int i = 0; i < lines.size(); i++) {
        all.add(
            new Paragraph(
                lines.get(i),
                isItem && i == 0 ? Math.min(2, list.depth()) : 0,
                isHeading,
                place,
                Math.max(0, list.depth() - 1)));
      }
    }
    for (Element frame : descendants(paragraph, "text-box")) {
      read(frame, ListLevel.NONE, deep + 1);
    }
  }

  private void table(Element table, int deep) {
    List<Element> rows = rows(table);
    List<TableRow> read = rows.stream().map(row -> new TableRow(plain(row))).toList();
    List<String> columns = read.isEmpty() ? List.of() : read.get(0).dosAndDonts();
    if (columns.isEmpty()) {
      boolean isForm = TableRow.areAForm(read);
      for (int i = 0; i < rows.size(); i++) {
        if (!isForm || !read.get(i).isToBeFilledIn()) {
          row(rows.get(i), i == 0, deep + 1);
        }
      }
      return;
    }
    for (TableRow row : read.subList(1, read.size())) {
      String place = "paragraph " + ++number;
      row.under(columns).forEach(line -> all.add(Paragraph.line(line, place)));
    }
  }

  /** The rows of a table, also in groups, without those of a table in one of its cells. */
  private static List<Element> rows(Element table) {
    List<Element> rows = new ArrayList<>();
    for (Element child : children(table)) {
      if (child.getLocalName().equals("table-row")) {
        rows.add(child);
      } else if (child.getLocalName().matches("table-(?:header-rows|row-group|rows)")) {
        rows.addAll(rows(child));
      }
    }
    return rows;
  }

  /** The texts of the cells of a row, without numbers. */
  private static List<String> plain(Element row) {
    return children(row).stream()
        .filter(cell -> cell.getLocalName().equals("table-cell"))
        .map(
            cell ->
                descendants(cell, "p").stream()
                    .map(OpenDocumentText::text)
                    .collect(Collectors.joining("\n")))
        .toList();
  }

  private void row(Element row, boolean isFirst, int deep) {
    List<Element> cells =
        children(row).stream().filter(cell -> cell.getLocalName().equals("table-cell")).toList();
    long filled = cells.stream().filter(cell -> !cell.getTextContent().isBlank()).count();
    if (filled < 2) {
      cells.forEach(cell -> read(cell, ListLevel.NONE, deep + 1));
      return;
    }
    List<String> texts = cells.stream().map(cell -> cell(cell, deep)).toList();
    TableRow read = new TableRow(texts);
    if (!read.isHeader()) {
      String place = "paragraph " + ++number;
      Paragraph.split(read.text())
          .forEach(
              line -> all.add(isFirst ? Paragraph.line(line, place) : Paragraph.row(line, place)));
    }
  }

  /** The text of a cell: one line for each paragraph, with its number or bullet. */
  private String cell(Element cell, int deep) {
    int first = all.size();
    int counted = number;
    read(cell, ListLevel.NONE, deep + 1);
    List<Paragraph> own = all.subList(first, all.size());
    String text = own.stream().map(Paragraph::text).collect(Collectors.joining("\n"));
    own.clear();
    number = counted;
    return text;
  }

  /** The words of a paragraph, without what is in its frames, notes and comments. */
  private static String text(Element paragraph) {
    StringBuilder text = new StringBuilder();
    append(paragraph, text, 0);
    return text.toString().strip();
  }

  private static void append(Element element, StringBuilder text, int deep) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Text words) {
        text.append(words.getData().replaceAll("\\s+", " "));
      } else if (node instanceof Element child && deep < DEEPEST) {
        switch (child.getLocalName()) {
          case "s", "tab" -> text.append(' ');
          case "line-break" -> text.append('\n');
          case "frame", "text-box" -> {}
          default -> {
            if (!LEFT_OUT.contains(child.getLocalName())) {
              append(child, text, deep + 1);
            }
          }
        }
      }
    }
  }

  static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  static List<Element> descendants(Element parent, String name) {
    var found = parent.getElementsByTagNameNS("*", name);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      all.add((Element) found.item(i));
    }
    return all;
  }

  /** An attribute by its name without a prefix; empty when the element has none. */
  static String attribute(Element element, String name) {
    var all = element.getAttributes();
    for (int i = 0; i < all.getLength(); i++) {
      if (name.equals(all.item(i).getLocalName())) {
        return all.item(i).getNodeValue();
      }
    }
    return "";
  }
}
