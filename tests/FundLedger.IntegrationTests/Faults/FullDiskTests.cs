using System.Diagnostics;
using System.Globalization;

namespace FundLedger.IntegrationTests.Faults;

/// <summary>The disk of the server fills up in the middle of posting, and room is made again.</summary>
public sealed class FullDiskTests
{
    private const string Size = "size=192m";

    [Fact]
    public async Task What_was_being_posted_when_the_disk_was_full_is_done_once()
    {
        using var disk = SmallDisk.Mount(Size);
        Assert.SkipWhen(disk is null, "To mount a small disk needs the rights of root.");
        await using var books = await DurableLedger.StartAsync(disk.Folder);
        var crowd = await Crowd.GatherAsync(books.Ledger, receiptCount: 100 * LongMode.Rounds, paymentCount: 8);
        var (_, lost) = await crowd.SendAsync(books.As, faultAfter: 20, () =>
        {
            disk.FillUp();
            return Task.CompletedTask;
        });
        Assert.True(lost > 0, "Nothing needed room on the full disk.");
        disk.MakeRoom();
        await crowd.SendAgainAsync(books.As);
        await crowd.WasDoneOnceAsync();
    }

    /// <summary>A disk in memory of a size of its own.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private SmallDisk(string folder) => Folder = folder;

        public string Folder { get; }

        private string Ballast => Path.Combine(Folder, "ballast");

        public static SmallDisk? Mount(string size)
        {
            if (!Environment.IsPrivilegedProcess) return null;
            var folder = Directory.CreateTempSubdirectory("fundledger-disk-").FullName;
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            if (Run("mount", "-t", "tmpfs", "-o", size + ",mode=755", "tmpfs", folder)) return new SmallDisk(folder);
            Directory.Delete(folder);
            return null;
        }

        // In several goes, because the server writes meanwhile.
        public void FillUp()
        {
            for (var go = 0; new DriveInfo(Folder).AvailableFreeSpace is > 0 and var free && go < 50; go++)
            {
                Run("fallocate", "-l", Math.Max(4096, free - 4096).ToString(CultureInfo.InvariantCulture), $"{Ballast}-{go}");
            }
        }

        public void MakeRoom()
        {
            foreach (var ballast in Directory.GetFiles(Folder, "ballast-*")) File.Delete(ballast);
        }

        public void Dispose()
        {
            Run("umount", "-l", Folder);
            Directory.Delete(Folder);
        }

        private static bool Run(string program, params string[] words)
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
