package org.invigilator.job.remote;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * Which worker it is.
 *
 * @param id a random number, another one each time that a worker is started
 * @param host the name of the machine
 * @param pid the number of its process there
 * @param threads how many accounts it judges at once
 */
record WorkerIdentity(String id, String host, long pid, int threads) {

  /** A worker of this process. */
  static WorkerIdentity here(int threads) {
    return new WorkerIdentity(
        UUID.randomUUID().toString(), hostName(), ProcessHandle.current().pid(), threads);
  }

  /** The name of this machine. */
  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  @Override
  public String toString() {
    return host + ", process " + pid + ", version " + BuildVersion.ID + ", " + threads + " at once";
  }
}
