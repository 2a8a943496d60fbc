using System.Security.Cryptography;
using System.Text.Json.Serialization;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Disbursements;

/// <summary>A paper that goes with a request. It has no file name: people put names of children there.</summary>
/// <param name="Paper">Its Vietnamese name in the norm line; empty for any other paper.</param>
/// <param name="Content">A PDF, PNG or JPEG file of at most 10 MiB, known by its content.</param>
public sealed record AttachedPaper(string Paper, [property: JsonIgnore] byte[] Content)
{
    /// <summary>The most that one request has.</summary>
    public const int Most = 20;

    /// <summary>SHA-256 of the file as it was sent, hex.</summary>
    public string FileHash => Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>The type and the file as they are kept, without what cameras and programs write beside; null when it is unusable.</summary>
    internal (string MediaType, byte[] Content)? Kept()
    {
        var type = new ScannedPaper("", Content).MediaType;
        if (type == "application/pdf") return (type, PlainPdf.Of(Content));
        return type is not null && PlainImage.Of(Content, type) is { } plain ? (type, plain) : null;
    }
}

public sealed record TooManyPapers(int Most) : Invalid($"A request has at most {Most} papers.")
{
    public override string Field => "Papers";
}

/// <param name="Paper">Empty for a paper that the norm does not name.</param>
public sealed record PaperUnusable(string Paper) : Invalid($"The file for '{Paper}' is no whole PDF, PNG or JPEG file of at most 10 MiB.")
{
    public override string Field => "Papers";
}

/// <summary>The norm lines of the request ask for no such paper.</summary>
public sealed record PaperNotOfNorm(string Paper) : Invalid($"The norm does not ask for a paper '{Paper}'.")
{
    public override string Field => "Papers";
}

/// <summary>A paper as it is kept.</summary>
/// <param name="Name">As the norm line names it; empty for any other.</param>
internal sealed record JudgedPaper(string Name, string MediaType, byte[] Content);

/// <summary>Which papers a request needs, and what is wrong with those that it has.</summary>
internal static class PaperRules
{
    public static Result<IReadOnlyList<JudgedPaper>> Judge(IReadOnlyList<AttachedPaper> papers, IReadOnlyList<NormLine> lines)
    {
        if (papers.Count > AttachedPaper.Most) return new TooManyPapers(AttachedPaper.Most);
        var asked = lines.SelectMany(line => line.Papers).Select(paper => paper.Vi).Distinct().ToList();
        var judged = new List<JudgedPaper>();
        foreach (var paper in papers)
        {
            var typed = TypedText.Normalise(paper.Paper);
            var name = typed.Length == 0 ? "" : asked.FirstOrDefault(one => TypedText.Normalise(one) == typed);
            if (name is null) return new PaperNotOfNorm(TypedText.Quote(typed));
            if (paper.Kept() is not { } kept) return new PaperUnusable(name);
            judged.Add(new JudgedPaper(name, kept.MediaType, kept.Content));
        }

        var missing = asked.Where(name => !NormPaper.FollowsPayment(name) && judged.TrueForAll(paper => paper.Name != name)).ToList();
        return missing.Count == 0 ? judged : new PapersMissing(missing.Count, string.Join("; ", missing));
    }
}

/// <summary>The norm asks for papers that are not attached.</summary>
/// <param name="Papers">In the order of the norm.</param>
public sealed record PapersMissing(int Missing, string Papers) : Refused($"{Missing} papers that the norm asks for are missing: {Papers}.")
{
    public override string Field => "Papers";
}
