using System.Net;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Checkpoints;

public sealed class CheckpointRoundTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string CountSql = "SELECT count(*) FROM checkpoints";

    private string NewFile() => Path.Combine(ledger.Folder, Path.GetRandomFileName(), "anchors.jsonl");

    [Fact]
    public async Task Only_the_heads_that_have_grown_are_signed_again()
    {
        var pool = await ledger.Given.Pool("KY");
        await ledger.Sign();
        Assert.Equal(0, await ledger.Sign());
        await ledger.Given.Receipt(pool, 1_000);
        Assert.Equal(1, await ledger.Sign());
    }

    [Fact]
    public async Task A_closing_is_signed_in_the_same_transaction()
    {
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        await ledger.Done(TamDuong.SecondAccountant, new ClosePeriod(TamDuong.BinhLu, Guid.NewGuid(), new LocalDate(2021, 1, 1)));
        Assert.Equal(1, await ledger.Ask<long>("""
            SELECT count(*) FROM checkpoints c JOIN funds f USING (fund_id) JOIN closed_periods p USING (fund_id)
            WHERE f.code = 'Q03412' AND c.log_no >= p.log_no
            """));
    }

    [Fact]
    public async Task What_was_signed_is_appended_once_and_goes_on_after_a_crash_in_the_middle_of_a_line()
    {
        await ledger.Sign();
        var file = new AnchorFile(NewFile());
        await AppendTo(file);
        await AppendTo(file);
        await File.AppendAllTextAsync(file.Path, "{\"no\":99", Ledger.Token);
        await ledger.Given.Receipt(await ledger.Given.Pool("SAU"), 1_000);
        await ledger.Sign();
        await AppendTo(file);
        var lines = AnchorFile.Read(file.Path).ToList();
        Assert.Equal(await ledger.Ask<long>(CountSql), lines.Count);
        Assert.Equal(lines.Select(line => line.No).Order().Distinct(), lines.Select(line => line.No));
        Assert.All(lines, line => Assert.Null(line.ToCheckpoint().Flaw(CheckpointKey.FindPublic(ledger.Folder))));
    }

    [Fact]
    public async Task An_anchor_that_the_database_does_not_know_stops_the_writing_and_says_so()
    {
        await ledger.Sign();
        var lines = new List<AnchorLine>();
        await ledger.Anchor(null, batch => Keep(lines, batch));
        var foreign = lines[^1] with { LogHash = new string('0', 64) };
        await Assert.ThrowsAsync<AnchorBrokenException>(() => ledger.Anchor(foreign, batch => Keep(lines, batch)));
        await Assert.ThrowsAsync<AnchorBrokenException>(() => ledger.Anchor(lines[^1] with { No = 1_000_000 }, _ => Task.CompletedTask));
    }

    [Fact]
    public async Task What_an_address_did_not_take_is_sent_again()
    {
        await ledger.Sign();
        using var address = new Address();
        using var http = new HttpClient(address);
        var post = new AnchorPost(http, new Uri("http://anchors.example/"), NewFile());
        address.Answer = HttpStatusCode.ServiceUnavailable;
        await Assert.ThrowsAsync<HttpRequestException>(() => ledger.Anchor(post.Last(), lines => post.SendAsync(lines, Ledger.Token)));
        Assert.Null(post.Last());
        address.Answer = HttpStatusCode.Accepted;
        await ledger.Anchor(post.Last(), lines => post.SendAsync(lines, Ledger.Token));
        Assert.Equal(address.Bodies[0], address.Bodies[1]);
        await ledger.Anchor(post.Last(), lines => post.SendAsync(lines, Ledger.Token));
        Assert.Equal(2, address.Bodies.Count);
    }

    [Fact]
    public async Task A_head_that_the_log_never_had_is_not_signed_into_the_database()
    {
        var refusal = await Ledger.Refusal(ledger.Database.Owner, """
            SELECT add_checkpoint(fund_id, 1, sha256('x'), sha256('x'), now(), 1, 0, sha256('x'), '{}', '\x00', decode(repeat('00', 64), 'hex'))
            FROM funds WHERE code = 'Q106'
            """);
        Assert.Equal("checkpoint_of_the_log", refusal?.ConstraintName);
    }

    private Task AppendTo(AnchorFile file) => ledger.Anchor(file.Last(), lines =>
    {
        file.Append(lines);
        return Task.CompletedTask;
    });

    private static Task Keep(List<AnchorLine> kept, IReadOnlyList<AnchorLine> lines)
    {
        kept.AddRange(lines);
        return Task.CompletedTask;
    }

    private sealed class Address : HttpMessageHandler
    {
        public HttpStatusCode Answer { get; set; }

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(Answer);
        }
    }
}
