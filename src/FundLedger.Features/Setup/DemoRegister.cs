using System.Globalization;
using FundLedger.Domain.Children;
using FundLedger.Features.Children;
using NodaTime;

namespace FundLedger.Features.Setup;

/// <summary>Puts the children on the lists of their communes, one commune a working day, and remembers their codes.</summary>
internal sealed class DemoRegister(DemoOffice office, IProgress<string>? progress)
{
    private readonly List<(DemoChild Child, string Code)> known = [];

    public IEnumerable<DemoStep> Steps()
    {
        var day = new LocalDate(2021, 1, 5);
        foreach (var commune in DemoChildren.All().GroupBy(child => child.Fund))
        {
            var today = day;
            yield return new DemoStep(today, token => RegisterAsync(commune.Key, [.. commune], today, token));
            day = day.DayOfWeek == IsoDayOfWeek.Friday ? day.PlusDays(3) : day.PlusDays(1);
        }
    }

    /// <summary>Codes of a commune's children of a group that gifts are for: not the near poor and those at risk alone.</summary>
    public IEnumerable<string> Eligible(string fund) =>
        from row in known
        where row.Child.Fund == fund && row.Child.Classes.Any(code => code is not ("near_poor" or "at_risk"))
        select row.Code;

    public string FirstOf(string group, string fund) =>
        known.First(row => row.Child.Fund == fund && row.Child.Classes.Contains(group)).Code;

    /// <summary>What happened to some of them in the year, after the gifts and before what waits in December.</summary>
    public IEnumerable<DemoStep> Events() =>
    [
        new(new(2021, 1, 29), TargetsAsync),
        Happened(new(2021, 3, 8), 0, ChildEventKind.GroupAdded, "Hội đồng xác định mức độ khuyết tật kết luận", "g04"),
        Happened(new(2021, 4, 19), 1, ChildEventKind.Suspended, "Gia đình tạm vắng, chưa liên lạc được"),
        Happened(new(2021, 6, 14), 1, ChildEventKind.Resumed, "Gia đình đã trở về địa phương"),
        Happened(new(2021, 7, 5), 2, ChildEventKind.Left, "Theo cha mẹ đi làm ăn ngoài tỉnh"),
        Happened(new(2021, 8, 16), 3, ChildEventKind.Suspended, "Đang xác minh hồ sơ theo đơn của thôn"),
        new(new(2021, 8, 23), MoveAsync), new(new(2021, 9, 20), ChangeCarerAsync), new(new(2021, 12, 16), AskAsync),
    ];

    private DemoStep Happened(LocalDate day, int place, ChildEventKind kind, string reason, string? group = null) => new(day, async token =>
    {
        office.Open(day);
        var name = string.Create(CultureInfo.InvariantCulture, $"event/{place}/{kind}");
        await office.DoneAsync(
            DemoUsers.Officer, name,
            key => new RecordChildEvent(DemoUsers.OfficersFund, key, OfficersChild(place), kind, day, reason) { Class = group }, token);
    });

    private async Task TargetsAsync(CancellationToken token)
    {
        office.Open(new LocalDate(2021, 1, 29));
        foreach (var (group, percent) in new (string?, int)[] { (null, 100), ("g04", 90) })
        {
            await office.DoneAsync(
                DemoUsers.Accountant, $"target/{group ?? "all"}",
                key => new SetCoverageTarget(
                    DemoUsers.District, key, 2021, group, percent, "Kế hoạch bảo vệ, chăm sóc trẻ em năm 2021 của huyện (số mẫu)"),
                token);
        }
    }

    private async Task MoveAsync(CancellationToken token)
    {
        var day = new LocalDate(2021, 8, 23);
        office.Open(day);
        await office.DoneAsync(
            DemoUsers.Officer, "event/move",
            key => new MoveChild(DemoUsers.OfficersFund, key, OfficersChild(4), "03390", day, "Gia đình chuyển về thị trấn"), token);
    }

    private async Task ChangeCarerAsync(CancellationToken token)
    {
        var day = new LocalDate(2021, 9, 20);
        office.Open(day);
        await office.DoneAsync(
            DemoUsers.Officer, "event/carer",
            key => new ChangeCarer(
                DemoUsers.OfficersFund, key, OfficersChild(0), "Lò Văn Hặc", "ông nội", day, "Cha mẹ đi làm xa, ông bà chăm sóc"),
            token);
    }

    // A sealed case that an approver may open on the demo's morning.
    private async Task AskAsync(CancellationToken token)
    {
        office.Open(new LocalDate(2021, 12, 16));
        await office.DoneAsync(
            DemoUsers.Officer, "case/ask",
            key => new AskIdentity(
                DemoUsers.OfficersFund, key, FirstOf("g10", DemoUsers.OfficersFund), IdentityPurpose.Open, "Làm hồ sơ trợ giúp pháp lý"),
            token);
    }

    // Near poor or at risk: no gift of the year and nothing that waits in December is for them.
    private string OfficersChild(int place) => known.Where(row => row.Child.Fund == DemoUsers.OfficersFund)
        .Select(row => row.Code).Except(Eligible(DemoUsers.OfficersFund)).ElementAt(place);

    private async Task RegisterAsync(string fund, IReadOnlyList<DemoChild> children, LocalDate today, CancellationToken token)
    {
        office.Open(today);
        progress?.Report($"Registering the children of {fund}.");
        var officer = fund == DemoUsers.OfficersFund ? DemoUsers.Officer : DemoUsers.Registrar;
        var households = new Dictionary<int, string>();
        foreach (var child in children)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"child/{known.Count}");
            var household = households.GetValueOrDefault(child.Household);
            var done = await office.DoneAsync(
                officer, name,
                key => new RegisterChild(fund, key, child.FullName, child.BirthDate, child.Guardian, child.Relation, child.Classes)
                {
                    Household = household, ClassesSince = new LocalDate(2021, 1, 1),
                },
                token);
            households[child.Household] = done.Household;
            known.Add((child, done.Code));
        }
    }
}
