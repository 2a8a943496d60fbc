using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.UnitTests.UseCases.Golden;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A proof as a stranger gives it: how much of it is read, and what is no proof.</summary>
public sealed class ProofPackageTests
{
    private const int Hash = 32;

    private static readonly byte[] Records = [.. Record("một"), .. Record("hai ba")];

    [Fact]
    public void What_was_put_in_comes_out()
    {
        using var package = Open(Content(), Records);
        Assert.Equal(["một", "hai ba"], package.Records().Select(record => Encoding.UTF8.GetString(record.Text.Span)));
        Assert.All(package.Records(), record => Assert.Equal(Enumerable.Repeat((byte)7, Hash), record.Hash));
        var figures = package.Content.Statement.ToFigures();
        Assert.Equal(SampleStatements.Closed.Digest, FundStatement.Create(figures).Value.Digest);
        Assert.Equal((SampleStatements.Closed.Figures.Checkpoint, SampleStatements.Closed.Figures.Paper), (figures.Checkpoint, figures.Paper));
        Assert.Equal((2, 2L), (package.Content.Version, package.Content.Records));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void The_figures_are_read_up_to_the_limit(int more, bool isRead)
    {
        var content = Content();
        if (isRead) Open(content, [], new ProofLimits(content.Length + more, 0)).Dispose();
        else Refused("proof.json of the package is too long to be checked here.", () => Open(content, [], new ProofLimits(content.Length + more, 0)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void The_records_are_read_up_to_the_limit(int more, bool isRead)
    {
        var length = Records.Length - (2 * sizeof(int)) + more;
        using var package = Open(Content(), Records, new ProofLimits(long.MaxValue, length));
        if (isRead) Assert.Equal(2, package.Records().Count());
        else Refused("records.bin of the package is too long to be checked here.", () => package.Records().ToList());
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0 }, "Record 3 of the package is cut off or too long.")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, "Record 3 of the package is cut off or too long.")]
    [InlineData(new byte[] { 1, 0, 0, 1 }, "Record 3 of the package is cut off or too long.")]
    [InlineData(new byte[] { 1, 0, 0, 0 }, "Record 3 of the package is cut off or too long.")]
    [InlineData(new byte[] { 0, 0, 0, 0, 7 }, "Record 3 of the package is cut off or too long.")]
    public void A_record_that_is_not_whole_is_named(byte[] third, string why)
    {
        using var package = Open(Content(), [.. Records, .. third]);
        Refused(why, () => package.Records().ToList());
    }

    [Fact]
    public void A_record_may_be_empty()
    {
        using var package = Open(Content(), [.. Record(""), .. Records]);
        Assert.Equal([0, 5, 6], package.Records().Select(record => record.Text.Length));
    }

    [Theory]
    [InlineData(0, "fund-ledger-proof", false)]
    [InlineData(1, "fund-ledger-proof", true)]
    [InlineData(3, "fund-ledger-proof", false)]
    [InlineData(2, "fund-ledger-statement", false)]
    public void A_package_of_another_format_or_version_is_none(int version, string format, bool isRead)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(Proof() with { Version = version, Format = format }, Json.Options);
        if (isRead) Open(content, []).Dispose();
        else Refused("The package is of another format or version.", () => Open(content, []));
    }

    [Fact]
    public void What_cannot_be_read_is_said_to_be_so()
    {
        var refused = Assert.Throws<UnusableContentException>(() => Open("{}"u8.ToArray(), []));
        Assert.StartsWith("proof.json of the package cannot be read: ", refused.Message, StringComparison.Ordinal);
        Refused("The package is of another format or version.", () => Open("null"u8.ToArray(), []));
        var turned = Proof().Statement with { From = new LocalDate(2022, 1, 1) };
        Refused("The statement ends before it starts.", () => turned.ToFigures());
        Assert.Equal(StatementPaper.Plain, (Proof().Statement with { Paper = null }).ToFigures().Paper);
        using var other = Zip(("proof.json", Content()), ("public-key.pem", []), ("records.bin", []), ("more.txt", []));
        Refused("x.zip is no proof package: it has other parts.", () => ProofPackage.Open(new StrangersFile("x.zip", other), ProofLimits.Own));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(" ", "")]
    [InlineData("https://quy.example.vn/", "https://quy.example.vn")]
    [InlineData("http://localhost:5080/quy/?a=1#b", "http://localhost:5080/quy")]
    [InlineData("ftp://quy.example.vn", null)]
    [InlineData("/quy", null)]
    [InlineData("quy.example.vn", null)]
    public void An_address_of_the_pages_is_one_of_the_web_without_its_end(string? text, string? address) =>
        Assert.Equal(address, PublicAddress.Read(text)?.Text);

    [Fact]
    public void The_code_of_a_statement_is_drawn_with_each_of_its_dark_fields()
    {
        var (side, outline) = VerifyLink.Drawing(SampleStatements.Closed);
        var dark = QrPattern.Of(VerifyLink.Of(SampleStatements.Closed), 3, 20);
        Assert.Equal((dark.Dark.Count, 3, 20d), (side, dark.Column, dark.SideMm));
        Assert.Equal(dark.Dark.Sum(row => row.Count(field => field)), outline.Count(sign => sign == 'M'));
        // The upper left mark behind its border of four.
        Assert.StartsWith("M4 4h1v1h-1zM5 4h1v1h-1z", outline, StringComparison.Ordinal);
        Assert.StartsWith("https://quy.example.vn/verify/Q106-20210101-20211231-V2?d=", VerifyLink.Of(SampleStatements.Closed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_file_without_a_clock_has_its_types_first_and_the_rest_by_name()
    {
        using var made = Zip(("xl/b.xml", "b"u8.ToArray()), ("_rels/.rels", []), ("[Content_Types].xml", "t"u8.ToArray()), ("xl/a.xml", [1, 2]));
        using var zip = new ZipArchive(new MemoryStream(ReproducibleZip.Of(made.ToArray())), ZipArchiveMode.Read);
        Assert.Equal(["[Content_Types].xml:1", "_rels/.rels:0", "xl/a.xml:2", "xl/b.xml:1"], zip.Entries.Select(entry => $"{entry.FullName}:{entry.Length}"));
        Assert.All(zip.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    private static void Refused(string why, Func<object> act) => Assert.Equal(why, Assert.Throws<UnusableContentException>(act).Message);

    private static ProofPackage Open(byte[] content, byte[] records, ProofLimits? limits = null)
    {
        var file = Zip((ProofContent.ContentFile, content), (ProofContent.KeyFile, []), (ProofContent.RecordsFile, records));
        return ProofPackage.Open(new StrangersFile("x.zip", file), limits ?? ProofLimits.OfStrangers);
    }

    private static MemoryStream Zip(params (string Name, byte[] Content)[] parts)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(content);
            }
        }

        memory.Position = 0;
        return memory;
    }

    private static byte[] Record(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var head = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(head, bytes.Length);
        return [.. head, .. bytes, .. Enumerable.Repeat((byte)7, Hash)];
    }

    private static byte[] Content() => JsonSerializer.SerializeToUtf8Bytes(Proof(), Json.Options);

    private static ProofContent Proof() => new()
    {
        Format = ProofContent.FormatName, Version = 2, Statement = ProvenStatement.Of(SampleStatements.Closed.Figures),
        Digest = SampleStatements.Closed.Digest, Terms = [["1", null]], Records = 2, Checkpoint = new AnchorLine
        {
            No = 1, Fund = "Q106", LogNo = 80, LogHash = "", TrialDigest = "", At = Instant.FromUtc(2022, 1, 5, 6, 7), TreeSize = 1, TreeIndex = 0,
            TreeHead = "", TreePath = [], PublicKey = "", Signature = "",
        },
    };
}
