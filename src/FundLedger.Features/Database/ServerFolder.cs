using System.Globalization;
using System.Text;

namespace FundLedger.Features.Database;

/// <summary>Where the embedded server keeps its things inside the data folder.</summary>
internal sealed class ServerFolder
{
    // A unix socket's path has at most 107 bytes, of which the file name /.s.PGSQL.5432 takes 14 and its lock file 5 more.
    private const int LongestSocketFolder = 107 - 14 - 5;

    // Lines of postmaster.pid, counted from 0: process, data folder, start time, port, socket folder, address, memory key, status.
    private const int SocketFolderLine = 4;
    private const int StatusLine = 7;

    public ServerFolder(string dataFolder)
    {
        Root = Path.GetFullPath(dataFolder);
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    public string Cluster => Path.Combine(Root, "postgres");

    /// <summary>Where a cluster is made, to be renamed when it is complete.</summary>
    public string UnfinishedCluster => Path.Combine(Root, "postgres.new");

    public string Log => Path.Combine(Root, "postgres.log");

    /// <summary>Held as long as the process that started the server lives.</summary>
    public string OwnerLock => Path.Combine(Root, "postgres.lock");

    private string ProcessFile => Path.Combine(Cluster, "postmaster.pid");

    private string RecordedSocketFolder => Path.Combine(Root, "socket-folder");

    /// <summary>The major version that made the cluster; null when there is no cluster yet.</summary>
    public int? ClusterMajor()
    {
        var file = Path.Combine(Cluster, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>
    /// For the holder of <see cref="OwnerLock"/>: whether the server of an owner that was killed is still on its way out. The note of
    /// one that is gone is removed, because the server itself would take any new process with that number for its old self.
    /// </summary>
    public bool FormerServerIsLeaving()
    {
        if (!File.Exists(ProcessFile))
        {
            return false;
        }

        var name = $"/proc/{File.ReadLines(ProcessFile).First().Trim()}/comm";
        if (File.Exists(name) && File.ReadAllText(name).Trim() == "postgres")
        {
            return true;
        }

        File.Delete(ProcessFile);
        return false;
    }

    /// <summary>The socket folder of the server that runs on this cluster and accepts connections; null when none says so.</summary>
    public string? ReadySocketFolder()
    {
        var lines = File.Exists(ProcessFile) ? File.ReadAllLines(ProcessFile) : [];
        return lines.Length > StatusLine && lines[StatusLine].Trim() == "ready" ? lines[SocketFolderLine] : null;
    }

    /// <summary>An empty folder for the socket that only we enter; in the temporary folder when the path here is too long.</summary>
    public string CreateSocketFolder()
    {
        RemoveSocketFolder();
        var here = Path.Combine(Root, "socket");
        var folder = Encoding.UTF8.GetByteCount(here) <= LongestSocketFolder
            ? Directory.CreateDirectory(here).FullName
            : Directory.CreateTempSubdirectory("fundledger-").FullName;
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        File.WriteAllText(RecordedSocketFolder, folder);
        return folder;
    }

    public void RemoveSocketFolder()
    {
        if (!File.Exists(RecordedSocketFolder))
        {
            return;
        }

        var folder = File.ReadAllText(RecordedSocketFolder);
        File.Delete(RecordedSocketFolder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The end of the server's log, for a message.</summary>
    public string LogTail() =>
        File.Exists(Log) ? "Its log ends:\n" + string.Join('\n', File.ReadLines(Log).TakeLast(8)) : "It wrote no log.";
}
