using FundLedger.Features.Disbursements;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using FundLedger.UnitTests.Papers;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Unfinished requests of one user: which are there, what a sent one leaves behind, and what no key opens any more.</summary>
public sealed class RequestShelfTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly Instant Noon = Instant.FromUtc(2021, 6, 20, 5, 0);
    private static readonly byte[] File = [.. "%PDF-1.7 giấy"u8];

    private static readonly RequestDraft Accident = new(Guid.Parse("11111111-1111-1111-1111-111111111111"), "Q106", "support", "D-12")
    {
        Key = Guid.Parse("22222222-2222-2222-2222-222222222222"),
        Fields = new Dictionary<string, string[]> { ["Beneficiary"] = ["TE-000777"], ["Amount"] = ["1.000", "2.000"], ["Need"] = [] },
        Papers = [new DraftPaper(1, "Biên bản của xã", "một.pdf", 15), new DraftPaper(2, "", "hai.pdf", 15), new DraftPaper(11, "", "ba.pdf", 15)],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-requests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_field_is_the_first_that_was_typed_under_its_name()
    {
        Assert.Equal(("TE-000777", "1.000"), (Accident.Field("Beneficiary"), Accident.Field("Amount")));
        Assert.Equal((null, null), (Accident.Field("Need"), Accident.Field("Pool")));
    }

    [Fact]
    public void What_is_kept_is_found_by_its_fund_and_the_last_saved_stands_first()
    {
        var (early, late) = (Shelf(Noon), Shelf(Noon + Duration.FromMinutes(1)));
        Assert.Equal(Noon, early.Keep(Accident).SavedAt);
        late.Keep(Accident with { Id = Guid.NewGuid(), Place = "D-13" });
        late.Keep(Accident with { Id = Guid.NewGuid(), Fund = "Q03412" });
        Assert.Equal("D-12", early.Find("Q106", Accident.Id)!.Place);
        Assert.Null(early.Find("Q03412", Accident.Id));
        Assert.Equal(["D-13", "D-12"], early.All("Q106").Select(draft => draft.Place));
        Assert.Equal(3, early.Count);
    }

    [Fact]
    public void A_sent_request_leaves_its_number_and_its_key_and_nothing_that_was_typed()
    {
        var shelf = Kept();
        shelf.Finish(Accident, 41);
        var sent = shelf.Find("Q106", Accident.Id)!;
        Assert.Equal((41L, Accident.Key, "support", "D-12"), (sent.SentAs!.Value, sent.Key, sent.Form, sent.Place));
        Assert.Empty(sent.Fields);
        Assert.Empty(sent.Papers);
        Assert.Null(shelf.Paper(Accident.Id, 1));
        Assert.Null(shelf.Paper(Accident.Id, 11));
        Assert.Empty(shelf.All("Q106"));
        Assert.Equal(0, shelf.Count);
    }

    [Fact]
    public async Task A_form_that_was_sent_ends_its_draft_and_one_that_is_gone_is_no_matter()
    {
        var shelf = Kept();
        var handler = new FinishDraftHandler(shelf);
        Assert.Equal(Accident.Id, (await handler.Handle(new FinishDraft("Q106", Accident.Id, 41), Token)).Value.Id);
        Assert.Equal(41, shelf.Find("Q106", Accident.Id)!.SentAs);
        var gone = Guid.NewGuid();
        Assert.Equal(gone, (await handler.Handle(new FinishDraft("Q106", gone, 42), Token)).Value.Id);
        Assert.Null(shelf.Find("Q106", gone));
    }

    [Fact]
    public async Task One_paper_is_taken_away_and_the_others_stay()
    {
        var shelf = Kept();
        var handler = new RemoveDraftPaperHandler(shelf);
        var left = (await handler.Handle(new RemoveDraftPaper("Q106", Accident.Id, 1), Token)).Value;
        Assert.Equal(["hai.pdf", "ba.pdf"], left.Papers.Select(paper => paper.FileName));
        Assert.Null(shelf.Paper(Accident.Id, 1));
        Assert.Equal(File, shelf.Paper(Accident.Id, 2));
        Assert.Equal(File, shelf.Paper(Accident.Id, 11));
        Assert.Equal(2, shelf.Find("Q106", Accident.Id)!.Papers.Count);
        var elsewhere = await handler.Handle(new RemoveDraftPaper("Q03412", Accident.Id, 2), Token);
        Assert.Equal(new DraftNotFound(Accident.Id), elsewhere.Error);
    }

    [Fact]
    public async Task Papers_come_with_what_they_are_for_and_without_those_that_are_lost()
    {
        var shelf = Kept();
        shelf.RemovePaper(Accident.Id, 2);
        var papers = (await new GetDraftPapersHandler(shelf).Handle(new GetDraftPapers("Q106", Accident.Id), Token)).Value;
        Assert.Equal(["Biên bản của xã", ""], papers.Select(paper => paper.Paper));
        Assert.All(papers, paper => Assert.Equal(File, paper.Content));
        Assert.Empty((await new GetDraftPapersHandler(shelf).Handle(new GetDraftPapers("Q106", Guid.NewGuid()), Token)).Value);
    }

    [Fact]
    public async Task What_is_dropped_is_gone_with_its_papers_and_of_another_fund_it_is_not_there()
    {
        var shelf = Kept();
        var handler = new DropDraftHandler(shelf);
        Assert.Equal(new DraftNotFound(Accident.Id), (await handler.Handle(new DropDraft("Q03412", Accident.Id), Token)).Error);
        Assert.NotNull(shelf.Find("Q106", Accident.Id));
        Assert.Equal(Accident.Id, (await handler.Handle(new DropDraft("Q106", Accident.Id), Token)).Value.Id);
        Assert.Null(shelf.Find("Q106", Accident.Id));
        Assert.Null(shelf.Paper(Accident.Id, 2));
    }

    [Fact]
    public void What_was_saved_again_stays_thirty_days_from_then()
    {
        Shelf(Noon).Keep(Accident);
        var later = Shelf(Noon + Duration.FromDays(20));
        later.Keep(Accident);
        Assert.Equal(0, VaultKey.In(folder).SweepDrafts(Noon + Duration.FromDays(49)));
        Assert.NotNull(later.Find("Q106", Accident.Id));
        Assert.Equal(1, VaultKey.In(folder).SweepDrafts(Noon + Duration.FromDays(50)));
        Assert.Null(later.Find("Q106", Accident.Id));
    }

    [Fact]
    public void What_no_key_opens_or_nobody_can_read_is_no_draft()
    {
        var shelf = Kept();
        var state = Directory.GetFiles(folder, "state", SearchOption.AllDirectories).Single();
        System.IO.File.WriteAllBytes(state, new byte[40]);
        Assert.Null(shelf.Find("Q106", Accident.Id));
        Assert.Empty(shelf.All("Q106"));
        VaultKey.In(folder).DraftsOf("ketoan").Put(Accident.Id, "state", [.. "{ ... "u8]);
        Assert.Null(shelf.Find("Q106", Accident.Id));
    }

    private DraftShelf Kept()
    {
        var shelf = Shelf(Noon);
        shelf.Keep(Accident);
        foreach (var paper in Accident.Papers) shelf.PutPaper(Accident.Id, paper.No, File);
        return shelf;
    }

    private DraftShelf Shelf(Instant now)
    {
        var actor = new Actor();
        actor.SignIn("ketoan");
        return new DraftShelf(VaultKey.In(folder), actor, new StandingClock(now));
    }
}
