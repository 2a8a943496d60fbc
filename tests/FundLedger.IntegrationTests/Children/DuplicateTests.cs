using FundLedger.Domain.Children;
using FundLedger.Features.Audit;
using FundLedger.Features.Children;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>Children that are alike: found, looked at, told apart; asked about before a second one is registered.</summary>
public sealed class DuplicateTests(Ledger ledger) : IClassFixture<Ledger>
{
    private static readonly LocalDate Born = new(2012, 5, 6);

    [Theory]
    [InlineData("Nguyễn Thị Hòa", "Nguyễn Thị Hoà")]
    [InlineData("Trần Thị Thuý", "TRAN THI THUY")]
    [InlineData("Đỗ Văn Đạt", "Do Van Dat")]
    [InlineData("Lò Thị Mẩy", "Mẩy Lò Thị")]
    public async Task Who_looks_known_is_not_registered_until_somebody_says_why(string known, string typed)
    {
        var first = await RegisteredAsync(known);
        var second = Registration(typed);
        Assert.Equal(new ChildLooksKnown(first), (await ledger.Send(TamDuong.Officer, second)).Error);
        Assert.IsType<ChildLooksKnown>((await ledger.Send(TamDuong.Officer, second with { Key = Guid.NewGuid(), DespiteLikeness = "vì" })).Error);
        var told = second with { Key = Guid.NewGuid(), DespiteLikeness = "Hai giấy khai sinh khác nhau" };
        var code = (await ledger.Done(TamDuong.Officer, told)).Code;
        Assert.DoesNotContain(await PairsAsync(), pair => pair.One == first && pair.Other == code);
        var sheet = await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, first));
        var happened = sheet.Events.Single(one => one.Event == "told_apart");
        Assert.Equal((code, true, "Hai giấy khai sinh khác nhau"), (happened.Other, happened.IsOfOther, happened.Reason));
    }

    [Fact]
    public async Task Another_name_or_another_date_is_registered_without_a_question()
    {
        await RegisteredAsync("Vàng A Páo");
        await ledger.Done(TamDuong.Officer, Registration("Vàng A Páo") with { BirthDate = new LocalDate(2014, 9, 1) });
        await ledger.Done(TamDuong.Officer, Registration("Vàng A Sinh"));
    }

    [Fact]
    public async Task One_guardian_of_many_children_is_shown()
    {
        string[] names = ["Giàng A Páo", "Sùng Thị Dợ", "Lầu Mí Sinh", "Hạng A Chu", "Cứ Thị Mai", "Thào A Vềnh"];
        var codes = new List<string>();
        foreach (var name in names)
        {
            var born = new LocalDate(2009 + codes.Count, 1 + codes.Count, 3 + codes.Count);
            var child = new RegisterChild(TamDuong.BinhLu, Guid.NewGuid(), name, born, "Bà Nhận Thay Nhiều Nhà", "bà", ["poor"]);
            codes.Add((await ledger.Done(TamDuong.Officer, child)).Code);
        }

        var list = await ledger.Done(TamDuong.Officer, new ListDuplicates(TamDuong.BinhLu));
        var shared = Assert.Single(list.SharedGuardians, one => one.Children.Contains(codes[0]));
        Assert.Equal((6, 6), (shared.Children.Count, shared.Households));
    }

    [Fact]
    public async Task Twins_are_registered_and_listed_apart()
    {
        var household = (await ledger.Done(TamDuong.Officer, Registration("Giàng Thị Xuân"))).Household;
        var twin = await ledger.Done(TamDuong.Officer, Registration("Giàng Thị Thu") with { Household = household });
        var pair = (await PairsAsync()).Single(pair => pair.Other == twin.Code && pair.SameHousehold);
        Assert.Equal(PairKind.LikelyTwins, pair.Likeness.Kind);
    }

    [Fact]
    public async Task A_pair_is_told_apart_once_and_comes_back_when_an_identity_changes()
    {
        var (one, other) = await PairAsync("Sùng Thị Chia");
        Assert.Contains(await PairsAsync(), pair => (pair.One, pair.Other) == (one, other));
        var sheet = await ledger.Done(TamDuong.Officer, new GetPair(TamDuong.BinhLu, one, other));
        Assert.Equal(Likeness.SameYear, sheet.Likeness[ChildField.Birth].How);
        await ledger.Done(TamDuong.Officer, new TellApart(TamDuong.BinhLu, Guid.NewGuid(), other, one, "Thôn xác nhận là hai trẻ"));
        Assert.DoesNotContain(await PairsAsync(), pair => (pair.One, pair.Other) == (one, other));
        await RenamedAsync(other, "SUNG THI CHIA");
        Assert.Contains(await PairsAsync(), pair => (pair.One, pair.Other) == (one, other));
    }

    [Fact]
    public async Task A_look_at_a_pair_is_a_look_at_each_of_its_identities()
    {
        var (one, other) = await PairAsync("Sùng Thị Xem");
        var look = new CompareIdentities(TamDuong.BinhLu, Guid.NewGuid(), [one, other], "Đối chiếu hồ sơ nghi trùng 1");
        var compared = await ledger.Done(TamDuong.Officer, look);
        Assert.Equal("Sùng Thị Xem", compared.Identities[other].FullName);
        Assert.Equal(2, await ledger.Ask<long>("SELECT count(*) FROM identity_accesses WHERE reason = @Reason", new { look.Reason }));
        Assert.Empty((await ledger.Done(TamDuong.Officer, look)).Identities);
        Assert.IsType<LookReasonMissing>((await ledger.Send(TamDuong.Officer, look with { Key = Guid.NewGuid(), Reason = "" })).Error);
        var verified = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verified.Passes, pass => Assert.True(pass.State == PassState.Ok, $"{pass.Name}: {pass.FirstWrong?.Sentence.En} {pass.Note?.En}"));
    }

    [Fact]
    public async Task A_sealed_case_is_compared_only_while_it_is_open_and_never_told_apart_in_writing()
    {
        var sealedCode = (await ledger.Done(TamDuong.Officer, Registration("Hảng Thị Kín") with { Classes = ["g11"] })).Code;
        var code = await RegisteredAsync("Hảng Thị Kín");
        Assert.DoesNotContain(await PairsAsync(), pair => pair.One == sealedCode || pair.Other == sealedCode);
        Assert.IsType<PairNotFound>((await ledger.Send(TamDuong.Officer, new GetPair(TamDuong.BinhLu, sealedCode, code))).Error);
        var look = new CompareIdentities(TamDuong.BinhLu, Guid.NewGuid(), [sealedCode, code], "Đối chiếu hồ sơ nghi trùng 2");
        Assert.IsType<SealedCaseShut>((await ledger.Send(TamDuong.Officer, look)).Error);
        await OpenCaseAsync(sealedCode);
        Assert.Contains(await PairsAsync(), pair => (pair.One, pair.Other) == (sealedCode, code));
        Assert.Equal(2, (await ledger.Done(TamDuong.Officer, look with { Key = Guid.NewGuid() })).Identities.Count);
        Assert.IsType<SealedPairNotTold>((await ledger.Send(
            TamDuong.Officer, new TellApart(TamDuong.BinhLu, Guid.NewGuid(), code, sealedCode, "Thôn xác nhận là hai trẻ"))).Error);
        Assert.IsType<SealedCodeGoesOn>((await ledger.Send(
            TamDuong.Officer, new MergeChildren(TamDuong.BinhLu, Guid.NewGuid(), sealedCode, code, "Cùng một giấy khai sinh"))).Error);
        await ledger.Done(TamDuong.Officer, new MergeChildren(TamDuong.BinhLu, Guid.NewGuid(), code, sealedCode, "Cùng một giấy khai sinh"));
        Assert.True((await ledger.Done(TamDuong.Officer, new GetChild(TamDuong.BinhLu, code))).Head.IsSealedCase);
    }

    [Fact]
    public async Task Only_the_officer_sees_pairs_and_only_of_the_own_commune()
    {
        var (one, other) = await PairAsync("Sùng Thị Riêng");
        Assert.IsType<SearchNeedsOfficer>((await ledger.Send(TamDuong.Accountant, new ListDuplicates(TamDuong.BinhLu))).Error);
        var others = (await ledger.Done(TamDuong.OtherOfficer, new ListDuplicates("Q03430"))).Pairs;
        Assert.DoesNotContain(others, pair => pair.One == one);
        Assert.IsType<PairNotFound>((await ledger.Send(TamDuong.OtherOfficer, new GetPair("Q03430", one, other))).Error);
    }

    private async Task RenamedAsync(string code, string name)
    {
        var row = new IdentityVault(VaultKey.In(ledger.Folder)).Seal(code, new Identity(name, new LocalDate(2012, 12, 31), "Thào A Chu", "bố")
        {
            BirthYearOnly = true,
        });
        await OwnerSql.ExecuteAsync(
            ledger.Database.Owner,
            "UPDATE identity_vault SET key_id = @KeyId, nonce = @Nonce, sealed = @Sealed WHERE beneficiary_code = @BeneficiaryCode", row,
            Ledger.Token);
    }

    private async Task OpenCaseAsync(string code)
    {
        var asked = await ledger.Done(TamDuong.Officer, new AskIdentity(
            TamDuong.BinhLu, Guid.NewGuid(), code, IdentityPurpose.Open, "Đối chiếu hồ sơ nghi trùng"));
        await ledger.Done(TamDuong.Approver, new AnswerIdentity(
            TamDuong.BinhLu, Guid.NewGuid(), code, asked.Request, true, "Đã xem hồ sơ"));
    }

    // Registered without a question, since only the year is known of the second.
    private async Task<(string One, string Other)> PairAsync(string name)
    {
        var one = await RegisteredAsync(name);
        var other = await ledger.Done(TamDuong.Officer, Registration(name) with { BirthYearOnly = true, GuardianName = "Thào A Chu" });
        return (one, other.Code);
    }

    private async Task<IReadOnlyList<DuplicatePair>> PairsAsync() =>
        (await ledger.Done(TamDuong.Officer, new ListDuplicates(TamDuong.BinhLu))).Pairs;

    private async Task<string> RegisteredAsync(string name) => (await ledger.Done(TamDuong.Officer, Registration(name))).Code;

    private static RegisterChild Registration(string name) =>
        new(TamDuong.BinhLu, Guid.NewGuid(), name, Born, "Nguyễn Văn Nam", "bố", ["poor"]);
}
