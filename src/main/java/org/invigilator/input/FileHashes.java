package org.invigilator.input;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Computes the SHA-256 of files. The launcher chooses Java's quick compiler, which does not use the
 * processor's instructions for it; so once many bytes are to be hashed, a second Java process with
 * the other compiler does that, at a tenth of the cost. Where none can be started the files are
 * hashed here. The second process gets no secrets and ends when this one does.
 */
public final class FileHashes implements AutoCloseable {
  private static final long WORTH_A_PROCESS = 32L << 20;
  private static final List<String> KEPT =
      List.of("LC_ALL", "LC_CTYPE", "LANG", "SystemRoot", "PATH");

  private final long worthAProcess;
  private long hashed;
  private boolean hasFailed;
  private @Nullable Process process;
  private @Nullable BufferedWriter questions;
  private @Nullable BufferedReader answers;

  public FileHashes() {
    this(WORTH_A_PROCESS);
  }

  /**
   * Prepares to hash.
   *
   * @param worthAProcess after how many bytes another process is started
   */
  FileHashes(long worthAProcess) {
    this.worthAProcess = worthAProcess;
  }

  /**
   * The SHA-256 of a regular file in hexadecimal digits.
   *
   * @throws IOException if the file cannot be read
   */
  public synchronized String of(Path file) throws IOException {
    long size = Files.size(InputFile.check(file));
    hashed += size;
    if (hashed > worthAProcess && !hasFailed) {
      Optional<String> hash = elsewhere(file);
      if (hash.isPresent()) {
        return hash.get();
      }
    }
    return here(file);
  }

  /** Hashes in this process. */
  static String here(Path file) throws IOException {
    try (InputStream in = InputFile.open(file)) {
      return DigestUtils.sha256Hex(in);
    }
  }

  private Optional<String> elsewhere(Path file) {
    String path = file.toAbsolutePath().toString();
    if (path.indexOf('\n') >= 0 || path.indexOf('\r') >= 0) {
      return Optional.empty();
    }
    try {
      if (process == null) {
        start();
      }
      if (questions != null && answers != null) {
        questions.write(path);
        questions.write('\n');
        questions.flush();
        String answer = answers.readLine();
        if (answer != null && answer.length() == HashingProcess.DIGITS) {
          return Optional.of(answer);
        }
        hasFailed = answer == null;
      }
    } catch (IOException e) {
      hasFailed = true;
    }
    if (hasFailed) {
      close();
    }
    return Optional.empty();
  }

  private void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                HashingProcess.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().retainAll(KEPT);
    process = builder.start();
    questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Ends the second process, if there is one. */
  @Override
  public synchronized void close() {
    if (process != null) {
      process.destroy();
      process = null;
    }
  }
}
