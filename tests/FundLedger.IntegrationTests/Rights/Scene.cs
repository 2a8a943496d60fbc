using FundLedger.Domain;
using FundLedger.Features;
using FundLedger.Features.Norms;
using FundLedger.Features.Rights;
using FundLedger.Features.Setup;
using FundLedger.Testing;
using MediatR;
using Npgsql;

namespace FundLedger.IntegrationTests.Rights;

/// <summary>A paper in one of its states, and what was seen of it.</summary>
internal sealed record Paper(long Id, string Seen);

/// <summary>
/// Books with every paper in every state. Copies of them are changed; a month has one state only, so for its others there are scenes of their
/// own.
/// </summary>
internal sealed class Scene(Ledger ledger) : IAsyncDisposable
{
    private readonly Dictionary<string, NpgsqlDataSource> sources = [];

    public const string Main = "main";
    public const string Closing = "closing";
    public const string Closed = "closed";
    public const string Asked = "asked";

    public Ledger Ledger { get; } = ledger;

    /// <summary>By paper and state, e.g. "transfer approved".</summary>
    public Dictionary<string, Paper> Papers { get; private init; } = [];

    public int Fund { get; init; }

    /// <summary>The district.</summary>
    public int Unit { get; init; }

    /// <summary>A child of xã Bình Lư that got nothing.</summary>
    public string Child { get; init; } = "";

    /// <summary>A child that waits for an operation of its heart.</summary>
    public string Patient { get; init; } = "";

    /// <summary>A norm decision as a file, under a number of its own.</summary>
    public NormFile? Norm { get; set; }

    /// <summary>A child of a sealed group.</summary>
    public string Sealed { get; init; } = "";

    /// <summary>The month to be closed, its open items by their hash.</summary>
    public string ItemsHash { get; set; } = "";

    public static string Only(string role) => "only." + role;

    /// <summary>The same role in the fund of another commune, and nothing here.</summary>
    public static string Elsewhere(string role) => "else." + role;

    /// <summary>In which scene a paper is in a state.</summary>
    public static string Of(string paper, string state) => (paper, state) switch
    {
        ("month", "closing") or ("ladder", "none waits") => Closing,
        ("month", "closed") or ("reopening", "decided") => Closed,
        ("month", "asked") or ("reopening", "asked") => Asked,
        _ => Main,
    };

    public async Task<Scene> CopyAsync()
    {
        var copy = Ledger.Copy();
        await copy.InitializeAsync();
        return new Scene(copy)
        {
            Papers = new(Papers), Fund = Fund, Unit = Unit, Child = Child, Patient = Patient, Norm = Norm, Sealed = Sealed,
            ItemsHash = ItemsHash,
        };
    }

    public Paper Paper(string paper, string state) => Papers.TryGetValue($"{paper} {state}", out var found) ? found : new Paper(0, "");

    /// <summary>Raw SQL as the application's role, rolled back; the promise that refused it, or null.</summary>
    public async Task<string?> AroundAsync(string user, string sql, object parameters, bool isOwner = false)
    {
        var connection = isOwner ? Ledger.Database.Owner : Ledger.Database.Application;
        if (!sources.TryGetValue(connection, out var source)) sources[connection] = source = FeaturesSetup.OpenDataSource(connection);
        var refusal = await new RawSql(source, user, Ledger.Clock).RefusalAsync(sql, parameters);
        return refusal is null ? null : refusal.ConstraintName ?? refusal.SqlState;
    }

    public async Task<Error?> SendAsync<T>(string user, IRequest<Result<T>> request) => (await Ledger.Send(user, request)).Error;

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values) await source.DisposeAsync();
        await Ledger.DisposeAsync();
    }

    public static async Task AddUsersAsync(Ledger ledger)
    {
        foreach (var role in RightsTable.Roles)
        {
            await AddAsync(ledger, Only(role), (Given.Fund, role));
            await AddAsync(ledger, Elsewhere(role), ("Q03430", role));
        }

        await AddAsync(ledger, Only("nothing"));
        await AddAsync(ledger, "hai.duyet", (Given.Fund, RightsTable.Approver));
        await AddAsync(ledger, "hai.chi", (Given.Fund, RightsTable.Cashier));
        await AddAsync(ledger, "ketoan.chi", (Given.Fund, RightsTable.Cashier));
        await AddAsync(ledger, "canbo.duyet", (Given.Fund, RightsTable.Approver));
        await SameAsync(ledger, "hai.duyet", TamDuong.Approver);
        await SameAsync(ledger, "hai.chi", TamDuong.Approver);
        await SameAsync(ledger, "ketoan.chi", TamDuong.Accountant);
        await AddAsync(ledger, "nguoinhan", (Given.Fund, RightsTable.Officer));
        await AddAsync(ledger, "nguoinhan.chi", (Given.Fund, RightsTable.Cashier));
        await SameAsync(ledger, "canbo.duyet", TamDuong.Officer);
        await SameAsync(ledger, "nguoinhan.chi", "nguoinhan");
    }

    private static Task AddAsync(Ledger ledger, string name, params (string Fund, string Role)[] roles) => AddUser.RunAsync(
        ledger.Database.Owner, new NewUser(name, name, TamDuong.Password, true, roles), Ledger.Token);

    private static Task<int> SameAsync(Ledger ledger, string name, string person) => OwnerSql.ExecuteAsync(
        ledger.Database.Owner, "UPDATE users SET person_id = (SELECT person_id FROM users WHERE user_name = @Of) WHERE user_name = @Name",
        new { Name = name, Of = person }, Ledger.Token);
}
