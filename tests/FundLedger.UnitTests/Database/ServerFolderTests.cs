using System.Diagnostics;
using System.Globalization;
using System.Text;
using FundLedger.Features.Database;

namespace FundLedger.UnitTests.Database;

/// <summary>The embedded server's things in the data folder: whose cluster it is, whether it runs, and where its socket is.</summary>
public sealed class ServerFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fundledger-server-").FullName;
    private readonly ServerFolder folder;

    public ServerFolderTests() => folder = new ServerFolder(root);

    private string ProcessFile => Path.Combine(folder.Cluster, "postmaster.pid");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void The_folder_is_made_and_its_cluster_tells_its_version()
    {
        var made = new ServerFolder(Path.Combine(root, "data", "."));
        Assert.Equal((Path.Combine(root, "data"), true), (made.Root, Directory.Exists(made.Root)));
        Assert.Null(folder.ClusterMajor());
        Directory.CreateDirectory(folder.Cluster);
        File.WriteAllText(Path.Combine(folder.Cluster, "PG_VERSION"), "15\n");
        Assert.Equal(15, folder.ClusterMajor());
    }

    [Theory]
    [InlineData("ready   ", "/run/so")]
    [InlineData("starting", null)]
    [InlineData(null, null)]
    public void A_server_is_ready_when_its_note_says_so(string? status, string? socket)
    {
        Assert.Null(folder.ReadySocketFolder());
        Note(["4711", root, "1612345678", "5432", "/run/so", "", "5432001 7", .. status is null ? (string[])[] : [status]]);
        Assert.Equal(socket, folder.ReadySocketFolder());
    }

    [Fact]
    public void The_note_of_a_server_that_is_gone_is_removed()
    {
        Assert.False(folder.FormerServerIsLeaving());
        foreach (var process in (int[])[Environment.ProcessId, int.MaxValue])
        {
            Note([process.ToString(CultureInfo.InvariantCulture) + " "]);
            Assert.False(folder.FormerServerIsLeaving());
            Assert.False(File.Exists(ProcessFile));
        }
    }

    [Fact]
    public void The_note_of_a_server_on_its_way_out_stays()
    {
        Assert.SkipUnless(File.Exists("/bin/sleep") && Directory.Exists("/proc/self"), "There is no program to play the server.");
        var server = Path.Combine(root, "postgres.programs");
        Directory.CreateDirectory(server);
        File.Copy("/bin/sleep", Path.Combine(server, "postgres"));
        using var leaving = Process.Start(Path.Combine(server, "postgres"), ["60"]);
        Note([leaving.Id.ToString(CultureInfo.InvariantCulture)]);
        var isLeaving = folder.FormerServerIsLeaving();
        leaving.Kill();
        leaving.WaitForExit();
        Assert.True(isLeaving);
        Assert.False(folder.FormerServerIsLeaving());
    }

    [Theory]
    [InlineData(88, true)]
    [InlineData(89, false)]
    public void A_socket_whose_path_would_be_too_long_is_in_the_temporary_folder(int bytes, bool isHere)
    {
        var deep = Path.Combine(root, new string('x', bytes - Encoding.UTF8.GetByteCount(Path.Combine(root, "", "socket")) - 1));
        var long1 = new ServerFolder(deep);
        var socket = long1.CreateSocketFolder();
        Assert.Equal(isHere, socket == Path.Combine(deep, "socket"));
        Assert.Equal((true, bytes), (Directory.Exists(socket), Encoding.UTF8.GetByteCount(Path.Combine(deep, "socket"))));
        long1.RemoveSocketFolder();
        Assert.False(Directory.Exists(socket));
    }

    [Fact]
    public void A_socket_folder_is_this_users_alone_begins_empty_and_is_removed_once()
    {
        folder.RemoveSocketFolder();
        var socket = folder.CreateSocketFolder();
        File.WriteAllText(Path.Combine(socket, ".s.PGSQL.5432"), "");
        Assert.Equal(socket, folder.CreateSocketFolder());
        Assert.Empty(Directory.GetFiles(socket));
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(socket));
        }

        Directory.Delete(socket);
        folder.RemoveSocketFolder();
        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public void The_end_of_the_log_has_eight_lines()
    {
        Assert.Equal("It wrote no log.", folder.LogTail());
        File.WriteAllLines(folder.Log, Enumerable.Range(1, 10).Select(line => line.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal("Its log ends:\n3\n4\n5\n6\n7\n8\n9\n10", folder.LogTail());
    }

    private void Note(string[] lines)
    {
        Directory.CreateDirectory(folder.Cluster);
        File.WriteAllLines(ProcessFile, lines);
    }
}
