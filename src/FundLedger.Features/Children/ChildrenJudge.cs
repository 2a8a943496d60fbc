using System.Globalization;
using System.Text.Json;
using FundLedger.Domain.Text;
using FundLedger.Features.Imports;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;

namespace FundLedger.Features.Children;

/// <summary>
/// Judges the rows of a file of children against each other and against the register of the fund's own communes, whose names are
/// decrypted in memory for that alone. A sealed case is known to a row that names its group only.
/// </summary>
/// <param name="fund">Code of the fund whose communes the file is of.</param>
internal sealed class ChildrenJudge(
    Db db, IdentityVault vault, ChildChoices choices, KnownChildren register, LikeChildren likes, string fund) : IListJudge
{
    private const int MostLooks = 50;
    private const string LookReason = "Đối chiếu trùng khi nhập danh sách";
    private const string OpenSql = "SELECT @Code AS beneficiary_code, key_id, nonce, sealed FROM open_identity(@Code, @Reason)";
    private const string CodesSql = "SELECT next_beneficiary_code() FROM generate_series(1, @Count)";
    private const string NewHouseholdSql = "SELECT new_household(@UnitId)";
    private const string RegisterSql = "SELECT register_imported(@FundId, @Rows::jsonb)";

    private readonly ChildRowReader reader = new(choices);
    private readonly Dictionary<(int Unit, string Label), string> households = [];
    private KnownChildren earlier = new();
    private IReadOnlyList<OwnChild>? awaiting;

    public JudgedRow Judge(ListRow row)
    {
        if (reader.Read(row) is not { } child) return new JudgedRow(RowState.Bad);
        var here = KnownChild.Of(child.Identity, code: null, child.Household, isSealedCase: false, row.Number);
        var (inRegister, known) = register.Find(here);
        if (inRegister == Resemblance.Same)
        {
            if (child.Label is { } label && known!.Household is { } household) households.TryAdd((child.UnitId, label), household);
            return new JudgedRow(RowState.AlreadyIn);
        }

        var (inFile, other) = earlier.Find(here);
        earlier.Add(here);
        if (inFile >= Resemblance.Strong) return new JudgedRow(RowState.Duplicate, Match: InFile(other!.Row!.Value, inFile));
        if (inRegister == Resemblance.Strong) return new JudgedRow(RowState.Duplicate, Match: InRegister(known!.Code!));
        if (inFile == Resemblance.Possible)
        {
            row.Warn(ChildrenColumns.FullName, $"hơi giống dòng {other!.Row}", $"rather like row {other.Row}");
        }

        if (inRegister == Resemblance.Possible)
        {
            row.Warn(ChildrenColumns.FullName, $"hơi giống trẻ {known!.Code}", $"rather like child {known.Code}");
        }

        return new JudgedRow(RowState.Good, child);
    }

    public void Again() => earlier = new KnownChildren();

    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> LookAtAsync(
        IReadOnlyList<string> codes, CancellationToken token)
    {
        var shown = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var code in codes.Take(MostLooks))
        {
            var row = await db.FindAsync<SealedIdentity>(OpenSql, new { Code = code, Reason = LookReason }, token);
            if (row is not null && !vault.IsErased(row)) shown[code] = FieldsOf(vault.Open(row));
        }

        return shown;
    }

    public async Task<IReadOnlyList<AddedRow>> AddAsync(IReadOnlyList<(int Row, object Content)> rows, CancellationToken token)
    {
        var codes = await db.ListAsync<string>(CodesSql, new { rows.Count }, token);
        var (added, values, registered) = (new List<AddedRow>(), new List<object>(), new List<OwnChild>());
        for (var i = 0; i < rows.Count; i++)
        {
            var child = (ReadChild)rows[i].Content;
            var household = await HouseholdAsync(child, token);
            values.Add(Values(codes[i], household, child));
            registered.Add(new OwnChild(codes[i], household, "", "active", child.Identity));
            added.Add(new AddedRow(rows[i].Row, child.Identity.FullName, codes[i], household));
        }

        var json = JsonSerializer.Serialize(values, Json.Options);
        await db.ExecuteAsync(RegisterSql, new { choices.Fund.FundId, Rows = json }, token);
        awaiting ??= await likes.AwaitingElsewhereAsync(fund, token);
        await likes.DoubtLaterAsync(registered, awaiting, token);
        return added;
    }

    private async Task<string> HouseholdAsync(ReadChild child, CancellationToken token)
    {
        if (child.Household is { } code) return code;
        if (child.Label is { } label && households.TryGetValue((child.UnitId, label), out var joined)) return joined;
        var made = await db.SingleAsync<string>(NewHouseholdSql, new { child.UnitId }, token);
        if (child.Label is { } first) households[(child.UnitId, first)] = made;
        return made;
    }

    private object Values(string code, string household, ReadChild child)
    {
        var row = vault.Seal(code, child.Identity);
        var carer = vault.SealCarer(code, 1, new Carer(child.Identity.GuardianName, child.Identity.GuardianRelation));
        return new
        {
            unit = child.UnitId, household, classes = child.Classes.Open, subgroups = child.Subgroups, since = child.Since, code,
            key_id = row.KeyId, nonce = Hex(row.Nonce), @sealed = Hex(row.Sealed),
            carer_key_id = carer.KeyId, carer_nonce = Hex(carer.Nonce), carer_sealed = Hex(carer.Sealed),
            evidence_kind = child.Evidence.Kind, evidence_number = child.Evidence.Number, evidence_date = child.Evidence.Date,
        };
    }

    private static string Hex(byte[] bytes) => @"\x" + Convert.ToHexStringLower(bytes);

    private static RowMatch InFile(int row, Resemblance how)
    {
        var number = row.ToString(CultureInfo.InvariantCulture);
        return new RowMatch(row, null, how == Resemblance.Same
            ? new($"Trùng với dòng {number}.", $"The same as row {number}.")
            : new($"Rất giống dòng {number} nhưng không trùng hết.", $"Much like row {number}, but not in everything."));
    }

    private static RowMatch InRegister(string code) => new(null, code, new(
        $"Rất giống trẻ {code} nhưng không trùng hết: hãy xem và đăng ký riêng nếu là hai trẻ.",
        $"Much like child {code}, but not in everything: look, and register singly if they are two."));

    private static Dictionary<string, string> FieldsOf(Identity identity) => new()
    {
        [ChildrenColumns.FullName] = identity.FullName,
        [ChildrenColumns.BirthDate] = identity.BirthYearOnly
            ? identity.BirthDate.Year.ToString(CultureInfo.InvariantCulture) : PrintedDate.Of(identity.BirthDate),
        [ChildrenColumns.Guardian] = identity.GuardianName,
        [ChildrenColumns.Relation] = identity.GuardianRelation,
    };
}
