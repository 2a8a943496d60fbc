using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Audit;
using FundLedger.Features.Funds;
using FundLedger.Features.Payments;
using FundLedger.Testing;
using NodaTime;
using static FundLedger.IntegrationTests.Payments.PaymentBooks;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Money on its last way: codes, what is noted down of them, and how it meets the settlement.</summary>
public sealed class HandoutTests : IClassFixture<Ledger>
{
    private const string Phone = "0123456789abcdef0123456789abcdef";
    private const string OtherPhone = "fedcba9876543210fedcba9876543210";

    private readonly Ledger ledger;
    private readonly PaymentBooks books;

    public HandoutTests(Ledger ledger) => (this.ledger, books) = (ledger, new PaymentBooks(ledger));

    [Fact]
    public async Task The_officer_of_another_fund_hands_out_by_codes_and_the_cashier_settles_by_what_was_noted()
    {
        var (id, _) = await books.Approved(4);
        var order = await books.Ordered(books.Advance(id));
        var codes = await OpenedAsync(TamDuong.Officer, order);
        Assert.Equal(4, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[0-9]{8}$", code));
        Assert.Equal(codes, await OpenedAsync(TamDuong.Officer, order));
        Assert.Equal(1, (await ledger.Done(TamDuong.Officer, new GetMyWork(TamDuong.BinhLu))).ListsToHandOut);
        var cashiers = await ledger.Done(TamDuong.Cashier, new GetMyWork(Fund));
        Assert.True(cashiers.OrdersUnderWay > 0);
        Assert.DoesNotContain(cashiers.ToPay, item => item.Id == id);

        DeliveryNote[] notes =
        [
            Note(codes[0], "paid", "parent"), Note(codes[1], "paid", "other") with { Collector = "Vàng Thị Sua" },
            Note(codes[2], "absent"), Note(codes[3], "partial", "guardian") with { Paid = new Money(100_000) },
        ];
        var answers = await SentAsync(order, Phone, notes);
        Assert.All(answers, answer => Assert.Equal("accepted", answer.Result));
        for (var again = 0; again < 5; again++) Assert.Equal(answers, await SentAsync(order, Phone, notes));

        var sheet = await books.Sheet(order);
        Assert.Equal(["paid", "paid", "absent", "partial"], sheet.Lines.Select(line => line.Delivered));
        PaymentResult[] results =
        [
            Paid(1), Paid(2), Not(3, PaymentOutcome.Absent), new(4, PaymentOutcome.Partial, new Money(100_000), null, null),
        ];
        var otherwise = books.Results(order, [Paid(1), Paid(2), Paid(3) with { Note = null }, results[3]]) with { Returned = new Money(200_000) };
        Assert.Equal(3, Assert.IsType<DeliveredOtherwise>((await ledger.Send(TamDuong.Cashier, otherwise)).Error).Line);
        await ledger.Done(TamDuong.Cashier, books.Results(order, results) with { Returned = new Money(500_000) });
        Assert.Equal((20_000_000L - 700_000, Gift), await books.Pool(id));
        Assert.Empty(await ledger.Done(TamDuong.Officer, new ListHandouts()));
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verification.Passes, pass => Assert.True(pass.State != PassState.Wrong, $"{pass.Name}: {pass.FirstWrong?.Sentence.En}"));
    }

    [Fact]
    public async Task Of_one_code_on_two_phones_the_first_to_arrive_counts_and_the_other_is_told_by_whom_and_when()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.Cash(id));
        var codes = await OpenedAsync(TamDuong.Cashier, order);
        await SentAsync(order, Phone, [Note(codes[0], "paid", "parent")], TamDuong.Cashier);
        var late = await SentAsync(
            order, OtherPhone, [Note(codes[0], "absent"), Note("00000000", "paid", "parent"), Note(codes[1], "paid", "parent")], TamDuong.Cashier);
        Assert.Equal(["again", "unknown", "accepted"], late.Select(answer => answer.Result));
        Assert.Equal(("Thủ quỹ", 1), (late[0].FirstBy, late[0].LineNo));
        Assert.NotNull(late[0].FirstAt);
        var handout = await ledger.Done(TamDuong.Cashier, new GetHandout(Fund, order));
        Assert.Equal(["again", "unknown"], handout.Conflicts.Select(conflict => conflict.Reason).Order());
        Assert.Equal((2, 2), (handout.Head.Delivered, handout.Head.Conflicts));
    }

    [Fact]
    public async Task Eighty_shares_noted_over_three_hours_and_sent_five_times_at_once_are_eighty_results()
    {
        var order = await books.Ordered(books.Advance(await books.ApprovedToTheLastDong(80)));
        var codes = await OpenedAsync(TamDuong.Officer, order);
        var began = ledger.Clock.GetCurrentInstant() - Duration.FromHours(3);
        DeliveryNote[] notes = [.. codes.Select((code, i) => Note(code, "paid", "parent") with { At = began + Duration.FromMinutes(2 * i) })];
        var sent = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SentAsync(order, Phone, notes)));
        Assert.All(sent, answers => Assert.Equal(Enumerable.Range(1, 80).Select(no => ("accepted", (int?)no)), answers.Select(Told)));
        var handout = await ledger.Done(TamDuong.Officer, new GetHandout(Fund, order));
        Assert.Equal((80, 0), (handout.Head.Delivered, handout.Head.Conflicts));
        await ledger.Done(TamDuong.Cashier, books.Results(order, [.. Enumerable.Range(1, 80).Select(Paid)]));
        Assert.Equal(80 * Gift, (await books.Sheet(order)).Paid.Dong);

        static (string Result, int? Line) Told(DeliveryAnswer answer) => (answer.Result, answer.LineNo);
    }

    [Fact]
    public async Task Only_who_took_the_money_hands_it_out_and_reads_the_codes()
    {
        var (id, _) = await books.Approved(1);
        var order = await books.Ordered(books.Advance(id, TamDuong.OtherOfficer));
        var codes = await OpenedAsync(TamDuong.OtherOfficer, order, "Q03430");
        foreach (var user in (string[])[TamDuong.Officer, TamDuong.Accountant, TamDuong.Cashier, TamDuong.Auditor])
        {
            Assert.IsType<HandoutNotFound>((await ledger.Send(user, new GetHandout(Fund, order))).Error);
        }

        var foreign = Recording(order, Phone, [Note(codes[0], "paid", "parent")]);
        Assert.IsType<HandoutNotFound>((await ledger.Send(TamDuong.Officer, foreign)).Error);
        await ledger.Done(TamDuong.Cashier, books.Results(order, Paid(1)));
        Assert.IsType<HandoutNotFound>((await ledger.Send(TamDuong.OtherOfficer, new GetHandout(Fund, order))).Error);

        // A phone that comes late is heard all the same.
        var late = Recording(order, Phone, [Note(codes[0], "absent")]) with { Fund = "Q03430" };
        Assert.Equal("late", Assert.Single((await ledger.Done(TamDuong.OtherOfficer, late)).Answers).Result);
        Assert.Equal(1, (await books.Sheet(order)).Head.Conflicts);
    }

    [Fact]
    public async Task A_note_says_what_became_of_the_code_and_who_signed()
    {
        var (id, _) = await books.Approved(1);
        var order = await books.Ordered(books.Cash(id));
        var code = (await OpenedAsync(TamDuong.Cashier, order))[0];
        DeliveryNote[] unusable =
        [
            Note(code, "paid"), Note(code, "absent", "parent"), Note(code, "lost"), Note(code, "paid", "relative"),
            Note(code, "partial", "parent") with { Paid = new Money(Gift) },
        ];
        var good = Note(code, "absent") with { Paid = new Money(5), Collector = "Không ai" };
        var answers = await SentAsync(order, Phone, [.. unusable, good], TamDuong.Cashier);
        Assert.Equal(["unusable", "unusable", "unusable", "unusable", "unusable", "accepted"], answers.Select(answer => answer.Result));
        var noDevice = await ledger.Send(TamDuong.Cashier, Recording(order, "x", [Note(code, "absent")]) with { Fund = Fund });
        Assert.IsType<DeviceUnknown>(noDevice.Error);
    }

    [Fact]
    public async Task Who_signs_for_more_than_five_children_is_shown_to_be_asked_about()
    {
        var (id, _) = await books.Approved(7);
        var order = await books.Ordered(books.Cash(id));
        var codes = await OpenedAsync(TamDuong.Cashier, order);
        DeliveryNote[] five = [.. codes[..5].Select(code => Note(code, "paid", "other") with { Collector = "Lò Văn Thu" })];
        await SentAsync(order, Phone, five, TamDuong.Cashier);
        await SentAsync(order, Phone, [Note(codes[5], "paid", "parent")], TamDuong.Cashier);
        Assert.Empty((await books.Sheet(order)).OftenCollectors);
        await SentAsync(order, Phone, [Note(codes[6], "paid", "relative") with { Collector = "LÒ VĂN THU" }], TamDuong.Cashier);
        Assert.Equal(6, Assert.Single((await books.Sheet(order)).OftenCollectors).Children);
        Assert.Single((await ledger.Done(TamDuong.Cashier, new GetHandout(Fund, order))).OftenCollectors);
    }

    [Fact]
    public async Task A_phone_says_what_it_holds_and_after_a_day_of_silence_it_is_missed()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.Advance(id));
        var codes = await OpenedAsync(TamDuong.Officer, order);
        var now = ledger.Clock.GetCurrentInstant();
        Assert.Null((await ledger.Done(TamDuong.Officer, Report(order, "opened", 0, 0, now))).MinutesOff);
        Assert.Equal(60, (await ledger.Done(TamDuong.Officer, Report(order, "synced", 2, 1, now + Duration.FromHours(1)))).MinutesOff);
        Assert.IsType<ReportUnusable>((await ledger.Send(TamDuong.Officer, Report(order, "synced", 1, 2, now))).Error);
        Assert.IsType<HandoutNotFound>((await ledger.Send(TamDuong.OtherOfficer, Report(order, "opened", 0, 0, now) with { Fund = "Q03430" })).Error);

        var phone = Assert.Single((await ledger.Done(TamDuong.Officer, new GetHandout(Fund, order))).Devices);
        Assert.Equal((Phone, 2, 1, 60, false), (phone.Device, phone.Noted, phone.Waiting, phone.MinutesOff!.Value, phone.IsLate));
        Assert.NotNull(phone.SyncedAt);
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(2);
        Assert.True(Assert.Single((await books.Sheet(order)).Devices).IsLate);

        // The last of it came, and everything is handed out: nothing is missed any more.
        await SentAsync(order, Phone, [Note(codes[0], "paid", "parent"), Note(codes[1], "absent")]);
        await ledger.Done(TamDuong.Officer, Report(order, "synced", 2, 0, ledger.Clock.GetCurrentInstant()));
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(2);
        Assert.False(Assert.Single((await books.Sheet(order)).Devices).IsLate);
        await ledger.Done(TamDuong.Cashier, books.Results(order, Paid(1), Not(2, PaymentOutcome.Absent)) with { Returned = new Money(Gift) });
    }

    private static ReportHandout Report(int order, string step, int noted, int waiting, Instant at) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), Fund, order, Phone, step, noted, waiting, at);

    private DeliveryNote Note(string code, string outcome, string? relation = null) =>
        new(Guid.NewGuid(), code, outcome, Money.Zero, relation, null, ledger.Clock.GetCurrentInstant());

    private static RecordDeliveries Recording(int order, string device, DeliveryNote[] notes) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), Fund, order, device, notes);

    private async Task<string[]> OpenedAsync(string user, int order, string? own = null)
    {
        var fund = own ?? (user == TamDuong.Cashier ? Fund : TamDuong.BinhLu);
        await ledger.Done(user, new OpenHandout(fund, Guid.NewGuid(), Fund, order));
        return [.. (await ledger.Done(user, new GetHandout(Fund, order))).Lines.Select(line => line.Code)];
    }

    private async Task<IReadOnlyList<DeliveryAnswer>> SentAsync(int order, string device, DeliveryNote[] notes, string user = TamDuong.Officer) =>
        (await ledger.Done(user, Recording(order, device, notes) with { Fund = user == TamDuong.Cashier ? Fund : TamDuong.BinhLu })).Answers;
}
