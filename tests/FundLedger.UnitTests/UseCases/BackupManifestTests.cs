using FundLedger.Domain.Text;
using FundLedger.Features.Backup;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What a backup says of itself, and where a restored database differs from it.</summary>
public sealed class BackupManifestTests : IDisposable
{
    private static readonly BackedUpFund District = new()
    {
        Fund = "Q106", LogNo = 12, LogHash = new string('a', 64), Entries = 3, TrialBalance = new string('b', 64),
    };

    private static readonly BackedUpFund Commune = District with { Fund = "Q03412", LogNo = 4 };

    private static readonly BackupManifest Manifest = new(
        BackupManifest.CurrentFormat, Instant.FromUtc(2021, 12, 20, 2, 0), 202112010000, "15.4", 1_000, new string('c', 64), [Commune, District]);

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-manifest-").FullName;

    private string File => Path.Combine(folder, "so.backup");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_same_funds_in_any_order_do_not_differ() => Assert.Null(Manifest.DifferenceTo([District, Commune]));

    [Fact]
    public void The_first_fund_that_differs_is_named()
    {
        Assert.Equal("the fund Q03412 is missing", Manifest.DifferenceTo([District]));
        var later = District with { Entries = 4 };
        Assert.Equal($"Q106 was backed up as {District} and is restored as {later}", Manifest.DifferenceTo([Commune, later]));
        Assert.Equal(
            "there is a fund Q03430 that was not backed up",
            Manifest.DifferenceTo([Commune, District, District with { Fund = "Q200" }, District with { Fund = "Q03430" }]));
    }

    [Fact]
    public async Task A_manifest_is_read_as_it_was_written()
    {
        await Manifest.WriteAsync(File, Token);
        Assert.Equal(File + ".json", BackupManifest.PathFor(File));
        var read = await BackupManifest.ReadAsync(File, Token);
        Assert.Equal(Manifest with { Funds = read.Funds, NotIncluded = read.NotIncluded }, read);
        Assert.Equal(Manifest.Funds, read.Funds);
        Assert.Equal(Manifest.NotIncluded, read.NotIncluded);
        var text = await System.IO.File.ReadAllTextAsync(File + ".json", Token);
        Assert.StartsWith("{\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no manifest", "is no manifest: ")]
    [InlineData("null", "is no manifest of format 1.")]
    public async Task Another_file_is_no_manifest(string text, string why)
    {
        await System.IO.File.WriteAllTextAsync(File + ".json", text, Token);
        var refused = await Assert.ThrowsAsync<UnusableContentException>(() => BackupManifest.ReadAsync(File, Token));
        Assert.StartsWith($"{File}.json {why}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_of_another_format_or_without_a_hash_is_none()
    {
        foreach (var other in (BackupManifest[])[Manifest with { Format = 2 }, Manifest with { Sha256 = "c" }, Manifest with { Funds = null! }])
        {
            await other.WriteAsync(File, Token);
            await Assert.ThrowsAsync<UnusableContentException>(() => BackupManifest.ReadAsync(File, Token));
        }
    }
}
