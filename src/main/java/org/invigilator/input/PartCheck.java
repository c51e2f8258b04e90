package org.invigilator.input;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.dhatim.fastexcel.reader.CellAddress;
import org.jspecify.annotations.Nullable;

/**
 * Checks the parts of a workbook: where cells are, how long texts are, and how much the reader
 * would build from them. It uses the reader's own parser, so that both see the same. It is long
 * because every limit of a workbook is counted in one pass.
 */
final class PartCheck {
  /** The bytes between two tags. */
  static final long LARGEST_PIECE = 2L << 20;

  /** Cells that a reader makes room for, since a cell at the end of a row fills it. */
  private static final long MOST_CELLS = 50_000_000;

  /** All characters of shared texts, which stay in memory, and their number. */
  private static final long MOST_TEXT = 128L << 20;

  private static final long MOST_TEXTS = 5_000_000;

  /** Formats, relations, sheets and the like, which stay in memory. */
  private static final long MOST_SETTINGS = 1_000_000;

  /** Steps to copy shared formulas, and to look for the formula of an array at each cell. */
  private static final long MOST_STEPS = 10_000_000_000L;

  private static final int DEEPEST = 256;
  private static final Pattern RANGE = Pattern.compile("[A-Z]{1,3}(\\d{1,7}):[A-Z]{1,3}(\\d{1,7})");
  private static final int MOST_MERGED = 100;

  private final XMLInputFactory xml = new InputFactoryImpl();
  private long cells;
  private long text;
  private long texts;
  private long settings;
  private long steps;

  /** Cells of several rows that are merged to one. */
  private final List<String> merged = new ArrayList<>();

  List<String> merged() {
    return List.copyOf(merged);
  }

  PartCheck() {
    xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  /** Signals a cell that no spreadsheet program writes. */
  static final class Impossible extends IOException {
    private static final long serialVersionUID = 1L;

    Impossible(String message) {
      super(message);
    }
  }

  /** Reads a part to its end; one that is not XML is only counted. */
  void check(BoundedStream in) throws IOException {
    try {
      XMLStreamReader reader = xml.createXMLStreamReader(in);
      Part part = new Part(reader);
      while (reader.hasNext()) {
        reader.next();
        in.beginPiece();
        part.take();
      }
    } catch (XMLStreamException e) {
      if (cause(e) instanceof IOException tooLarge) {
        throw tooLarge;
      }
    } catch (RuntimeException e) {
      // The parser gave up, and so will the reader.
      if (cause(e) instanceof IOException tooLarge) {
        throw tooLarge;
      }
    }
    byte[] rest = new byte[1 << 16];
    while (in.read(rest) >= 0) {
      in.beginPiece();
    }
  }

  private static @Nullable Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof BoundedStream.TooLarge)) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** What is known of one part up to a place in it. */
  private final class Part {
    private final XMLStreamReader reader;
    private int depth;
    private int row;
    private int column;
    private int widest;
    private String cell = "";
    private boolean number;
    private int cellDepth;
    private int cellText;
    private int sharedDepth;
    private int valueDepth;
    private int formulaDepth;
    private int formulaText;
    private boolean sharedFormula;
    private long longestFormula;
    private long arrays;
    private final StringBuilder value = new StringBuilder();

    Part(XMLStreamReader reader) {
      this.reader = reader;
    }

    void take() throws IOException {
      switch (reader.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > DEEPEST) {
            throw new BoundedStream.TooLarge("nested too deeply");
          }
          begin(reader.getLocalName());
        }
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.CHARACTERS,
            XMLStreamConstants.CDATA,
            XMLStreamConstants.SPACE,
            XMLStreamConstants.ENTITY_REFERENCE ->
            text(reader.getTextLength());
        default -> {}
      }
    }

    private void begin(String name) throws IOException {
      switch (name) {
        case "row" -> beginRow();
        case "c" -> beginCell();
        case "si" -> {
          if (sharedDepth == 0) {
            sharedDepth = depth;
            cellText = 0;
          }
          texts++;
        }
        case "v" -> {
          if (valueDepth == 0) {
            valueDepth = depth;
            value.setLength(0);
          }
        }
        case "f" -> beginFormula();
        case "mergeCell" -> merge(reader.getAttributeValue(null, "ref"));
        case "xf", "numFmt", "Relationship", "Override", "sheet", "definedName" -> settings++;
        default -> {}
      }
      if (cells > MOST_CELLS
          || texts > MOST_TEXTS
          || settings > MOST_SETTINGS
          || steps > MOST_STEPS) {
        throw new BoundedStream.TooLarge("too many cells");
      }
    }

    private void beginRow() throws Impossible {
      String given = reader.getAttributeValue(null, "r");
      row = given == null ? row + 1 : rowNumber(given);
      if (row < 1 || row > InputLimits.ROWS) {
        throw new Impossible(
            "It has a row " + shown(given) + ", but a sheet ends at row " + InputLimits.ROWS + ".");
      }
      column = 0;
      widest = 0;
    }

    private static int rowNumber(String given) {
      try {
        return Integer.parseInt(given);
      } catch (NumberFormatException e) {
        return -1;
      }
    }

    private void beginCell() throws Impossible {
      String given = reader.getAttributeValue(null, "r");
      int at = column++;
      if (given != null) {
        CellAddress address = address(given);
        at = address.getColumn();
        if (at < 0
            || at >= InputLimits.COLUMNS
            || address.getRow() < 0
            || address.getRow() >= InputLimits.ROWS) {
          throw outside(given);
        }
      } else if (at >= InputLimits.COLUMNS) {
        throw outside("in column " + (at + 1));
      }
      if (at + 1 > widest) {
        cells += at + 1 - widest;
        widest = at + 1;
      }
      steps += arrays;
      if (cellDepth == 0) {
        cellDepth = depth;
        cellText = 0;
        cell = given == null ? "in row " + row : given;
        String type = reader.getAttributeValue(null, "t");
        number = type == null || type.equals("n");
      }
    }

    private void merge(@Nullable String range) {
      Matcher corners = RANGE.matcher(String.valueOf(range));
      if (merged.size() < MOST_MERGED
          && corners.matches()
          && !corners.group(1).equals(corners.group(2))) {
        merged.add(corners.group());
      }
    }

    private static CellAddress address(String given) throws Impossible {
      try {
        return new CellAddress(given);
      } catch (RuntimeException e) {
        throw outside(given);
      }
    }

    private static Impossible outside(String cell) {
      return new Impossible(
          "It has a cell " + shown(cell) + ", which is outside of a sheet (A1 to XFD1048576).");
    }

    private void beginFormula() {
      if (formulaDepth > 0) {
        return;
      }
      formulaDepth = depth;
      formulaText = 0;
      String type = reader.getAttributeValue(null, "t");
      boolean base = reader.getAttributeValue(null, "ref") != null;
      sharedFormula = "shared".equals(type) && base;
      arrays += "array".equals(type) ? 1 : 0;
      if ("shared".equals(type) && !base) {
        steps += longestFormula * longestFormula;
      }
    }

    private void text(int length) throws IOException {
      if (formulaDepth > 0) {
        formulaText += length;
        if (formulaText > InputLimits.FORMULA) {
          throw new Impossible("The formula of cell " + shown(cell) + " is too long.");
        }
        longestFormula = sharedFormula ? Math.max(longestFormula, formulaText) : longestFormula;
      } else if (cellDepth > 0 || sharedDepth > 0) {
        cellText += length;
        text += sharedDepth > 0 ? length : 0;
        if (cellText > InputLimits.CELL) {
          throw new Impossible(
              cellDepth > 0
                  ? "The text of cell " + shown(cell) + " is too long."
                  : "The text of one of its cells is too long.");
        }
        if (text > MOST_TEXT) {
          throw new BoundedStream.TooLarge("too much text");
        }
        if (valueDepth > 0 && number) {
          value.append(reader.getText());
        }
      }
    }

    private void end() throws Impossible {
      if (depth == valueDepth) {
        if (cellDepth > 0 && number && InputLimits.isImplausible(value.toString().strip())) {
          throw new Impossible(
              "Cell "
                  + shown(cell)
                  + " contains a number that no spreadsheet can show ("
                  + shown(value.toString())
                  + ").");
        }
        valueDepth = 0;
      }
      cellDepth = depth == cellDepth ? 0 : cellDepth;
      sharedDepth = depth == sharedDepth ? 0 : sharedDepth;
      formulaDepth = depth == formulaDepth ? 0 : formulaDepth;
      depth--;
    }

    private static String shown(@Nullable String text) {
      String one = String.valueOf(text).replaceAll("[^\\p{Graph} ]", "?");
      return one.length() <= 20 ? one : one.substring(0, 19) + "…";
    }
  }
}
