using System.Text.Json;
using FundLedger.Domain.Payments;

namespace FundLedger.Features.Payments;

/// <summary>The layout in which a bank takes a list of transfers.</summary>
/// <param name="Format">xlsx or csv.</param>
/// <param name="IsPlain">Capitals without accents, as many banks want them.</param>
public sealed record BankProfile(
    string Code, string NameVi, string NameEn, string Format, bool IsPlain, IReadOnlyList<BankColumn> Columns);

/// <param name="Field">no, name, account, bank, amount, note or mark.</param>
public sealed record BankColumn(string Header, string Field);

/// <summary>A file of further layouts cannot be used; says which and why.</summary>
public sealed class BankProfilesException(string message) : Exception(message);

/// <summary>
/// The layouts of bank files: some general ones, and those of the fund's own banks from a file that the operator names. No bank's form is
/// built in: they change, and a wrong one is worse than none.
/// </summary>
public sealed class BankProfiles
{
    private const string BuiltIn = "bank-profiles.json";
    private static readonly string[] Fields = ["no", "name", "account", "bank", "amount", "note", "mark"];
    private static readonly string[] Needed = ["account", "amount", "mark"];
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Raises <see cref="BankProfilesException"/> for a file that cannot be used.</summary>
    /// <param name="ownFile">Path of a JSON file in the form of the built-in one; null for none.</param>
    public BankProfiles(string? ownFile = null)
    {
        using var general = typeof(BankProfiles).Assembly.GetManifestResourceStream(BuiltIn)!;
        All = [.. Read(general, BuiltIn), .. ownFile is null ? [] : ReadOwn(ownFile)];
    }

    public IReadOnlyList<BankProfile> All { get; }

    public BankProfile? Find(string? code) => All.FirstOrDefault(one => one.Code == code);

    internal BankProfileUnknown? RefusalOf(string? code) => Find(code) is null ? new BankProfileUnknown(code ?? "") : null;

    private static List<BankProfile> ReadOwn(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BankProfilesException($"{path} cannot be read: {failure.Message}");
        }
    }

    private static List<BankProfile> Read(Stream file, string name)
    {
        try
        {
            var read = JsonSerializer.Deserialize<List<BankProfile>>(file, Options) ?? [];
            if (read.Find(one => !IsUsable(one)) is not { } bad) return read;
            throw new BankProfilesException($"{name}: the layout {bad.Code} is not complete.");
        }
        catch (JsonException failure)
        {
            throw new BankProfilesException($"{name} is no list of layouts: {failure.Message}");
        }
    }

    // Without the mark of its line an answer of the bank could not be told from another.
    private static bool IsUsable(BankProfile profile) =>
        profile is { Code: not null, NameVi: not null, NameEn: not null, Columns: not null, Format: "xlsx" or "csv" }
        && profile.Code.Length is >= 2 and <= 40
        && profile.Code.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '_')
        && profile.Columns.All(column => column is { Header: not null } && Fields.Contains(column.Field))
        && Needed.All(field => profile.Columns.Any(column => column.Field == field));
}
