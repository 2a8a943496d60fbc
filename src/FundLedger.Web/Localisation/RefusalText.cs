using System.Globalization;
using System.Resources;
using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Papers;

namespace FundLedger.Web.Localisation;

/// <summary>A refusal in the reader's language.</summary>
/// <param name="Sentence">What was refused and with which figures.</param>
/// <param name="WhatToDo">The next step, or null when there is none.</param>
/// <param name="Citation">The decision or rule that forbids it, or null.</param>
public sealed record RefusalMessage(string Sentence, string? WhatToDo, string? Citation);

/// <summary>
/// Turns an error into sentences from <c>Resources/Refusals.*.resx</c>.
/// Keys: <c>code</c>, optional <c>code.hint</c> and <c>code.citation</c>; see <see cref="RefusalTemplate"/>.
/// </summary>
public static class RefusalText
{
    private static readonly ResourceManager Sentences = new("FundLedger.Web.Resources.Refusals", typeof(RefusalText).Assembly);

    /// <summary>A refused line speaks with its reason's hint and citation.</summary>
    public static RefusalMessage For(Error error)
    {
        var reason = error is LineRefused line ? line.Why : error;
        return new RefusalMessage(
            Filled(error.Code, error) ?? error.Message,
            Filled($"{reason.Code}.hint", reason),
            Filled($"{reason.Code}.citation", reason));
    }

    internal static string Fill(string template, object error) => RefusalTemplate.Fill(template, error, Screen.ShowAny);

    /// <summary>The first placeholder that the type has no member for; null when all are known.</summary>
    internal static string? UnknownPlaceholder(string template, Type error) =>
        RefusalTemplate.PlacesOf(template).FirstOrDefault(path => !Reaches(error, path));

    /// <summary>The template of a key in one language; null when that language has none, whatever the other has.</summary>
    internal static string? TemplateOf(string key, CultureInfo language) =>
        Sentences.GetResourceSet(language, createIfNotExists: true, tryParents: false)?.GetString(key);

    private static string? Filled(string key, Error error) =>
        TemplateOf(key, CultureInfo.GetCultureInfo(LanguageSetup.Current)) is { } template ? Fill(template, error) : null;

    private static bool Reaches(Type error, string path) => path.Split('.').Aggregate<string, Type?>(
        error, (owner, name) => owner?.GetProperty(name)?.PropertyType) is not null;
}
