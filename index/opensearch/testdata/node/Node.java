import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.plugins.Plugin;

/**
 * A node of OpenSearch for the tests, out of the libraries: no distribution is needed.
 *
 * java -cp 'lib/*' Node.java DIR NAME HTTP_PORT TRANSPORT_PORT [NAME:TRANSPORT_PORT of all nodes of the cluster, with commas]
 */
public final class Node {
  static final class Local extends org.opensearch.node.Node {
    Local(Settings settings, Path home, String name) {
      super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> name),
          List.<Class<? extends Plugin>>of(
              org.opensearch.transport.Netty4Plugin.class, org.opensearch.analysis.common.CommonAnalysisPlugin.class),
          false);
    }
  }

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]).toAbsolutePath();
    String name = args[1];
    Files.createDirectories(home.resolve("config"));
    Settings.Builder settings = Settings.builder()
        .put("cluster.name", "tiaowen-test").put("node.name", name)
        .put("path.home", home).put("path.data", home.resolve("data")).put("path.logs", home.resolve("logs"))
        .put("path.repo", home.resolve("snapshots"))
        .put("network.host", "127.0.0.1").put("http.port", args[2]).put("transport.port", args[3])
        .put("http.type", "netty4").put("transport.type", "netty4")
        .put("node.processors", 2)
        .put("cluster.routing.allocation.disk.threshold_enabled", false);
    if (args.length < 5) {
      settings.put("discovery.type", "single-node");
    } else {
      List<String> all = Arrays.asList(args[4].split(","));
      settings.putList("cluster.initial_cluster_manager_nodes", all.stream().map(n -> n.split(":")[0]).toList());
      settings.putList("discovery.seed_hosts", all.stream().map(n -> "127.0.0.1:" + n.split(":")[1]).toList());
      // A node that is gone is noticed soon: the tests kill one.
      settings.put("cluster.fault_detection.follower_check.interval", "500ms");
      settings.put("cluster.fault_detection.leader_check.interval", "500ms");
    }
    Local node = new Local(settings.build(), home, name);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        node.close();
      } catch (Exception e) {
        e.printStackTrace();
      }
    }));
    node.start();
    System.out.println("ready");
    System.in.transferTo(java.io.OutputStream.nullOutputStream()); // until the test is gone
    Runtime.getRuntime().halt(0);
  }
}
