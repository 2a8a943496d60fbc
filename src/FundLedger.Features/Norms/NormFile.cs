using System.Text.Json;
using System.Text.Json.Serialization;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Norms;

/// <summary>A whole norm decision as it travels: in files, in requests, into the database. docs/norm-files.md describes it.</summary>
public sealed record NormFile
{
    private static readonly JsonSerializerOptions Compact = Json.Configure(
        new JsonSerializerOptions(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });

    public required NormHead Decision { get; init; }

    public required IReadOnlyList<NormFileLine> Lines { get; init; }

    public static NormFile Of(NormHead head, IEnumerable<NormLine> lines) =>
        new() { Decision = head, Lines = [.. lines.Select(NormFileLine.Of)] };

    /// <summary>Raises <see cref="JsonException"/> for what is no norm file.</summary>
    public static NormFile Parse(string json) =>
        JsonSerializer.Deserialize<NormFile>(json, Compact) ?? throw new JsonException("The file is empty.");

    /// <summary>What the database reads; absent values are left out.</summary>
    public string Text() => JsonSerializer.Serialize(this, Compact);

    /// <summary>
    /// As the domain judges by it. Refused with <see cref="NormHeadIncomplete"/>, <see cref="NormWordUnknown"/>,
    /// <see cref="NormLineUnsound"/>, <see cref="NormLineRepeated"/> or <see cref="ValidityEndsBeforeItBegins"/>.
    /// </summary>
    public Result<NormDecision> ToDecision(int id)
    {
        if (Decision.Gap is { } gap) return new NormHeadIncomplete(gap);
        var inForce = Validity.Between(Decision.ValidFrom, Decision.ValidTo);
        if (inForce.Error is { } reversed) return reversed;
        var lines = new List<NormLine>();
        foreach (var line in Lines)
        {
            var read = line.ToLine();
            if (read.Error is { } error) return error;
            lines.Add(read.Value);
        }

        return NormDecision.Create(new NormDecisionId(id), Decision.Paper, inForce.Value, lines);
    }
}

/// <summary>The head of a decision.</summary>
public sealed record NormHead
{
    public string Number { get; init; } = "";

    public required LocalDate IssuedOn { get; init; }

    public string IssuedBy { get; init; } = "";

    public Wording Title { get; init; } = new("", "");

    public required LocalDate ValidFrom { get; init; }

    /// <summary>Last day; null until the next decision.</summary>
    public LocalDate? ValidTo { get; init; }

    /// <summary>Made for trying out the program; a document of no authority.</summary>
    public bool IsSample { get; init; }

    /// <summary>The texts that it is based on (căn cứ), one each.</summary>
    public IReadOnlyList<string> LegalBases { get; init; } = [];

    [JsonIgnore]
    internal NormDecisionPaper Paper => new()
    {
        Number = Number.Trim(), IssuedOn = IssuedOn, IssuedBy = IssuedBy.Trim(), Title = Title, IsSample = IsSample,
    };

    /// <summary>The first thing that is missing, by its name in the file; null when all is there.</summary>
    [JsonIgnore]
    internal string? Gap =>
        string.IsNullOrWhiteSpace(Number) ? "number"
        : string.IsNullOrWhiteSpace(IssuedBy) ? "issuedBy"
        : string.IsNullOrWhiteSpace(Title.Vi) ? "title"
        : null;
}

/// <param name="Gap">number, issuedBy or title.</param>
public sealed record NormHeadIncomplete(string Gap) : Invalid($"The head of the decision has no {Gap}.")
{
    public override string Field => Gap switch { "number" => "Number", "issuedBy" => "IssuedBy", _ => "TitleVi" };
}

/// <param name="What">Name of the field in the file, e.g. payee.</param>
public sealed record NormWordUnknown(string Line, string What, string Word) : Invalid($"Line {Line}: '{Word}' is no {What}.");
