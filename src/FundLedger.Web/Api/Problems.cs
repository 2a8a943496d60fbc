using System.Globalization;
using System.Text.Json;
using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Web.Localisation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Api;

/// <summary>
/// The only place where an error becomes an answer of the API (RFC 9457). <c>type</c> is the stable name to branch on, <c>detail</c> the
/// sentence in the reader's language, <c>errors</c> the same by member of the body, <c>figures</c> the values behind the sentence,
/// <c>existing</c> the address of what is there already.
/// </summary>
internal static class Problems
{
    public const string TypePrefix = "urn:fund-ledger:";

    private static readonly string[] NotFigures =
        [nameof(Error.Code), nameof(Error.Field), nameof(Error.Message), nameof(Refused.RuleVersion)];

    public static ProblemHttpResult From(Error error)
    {
        var status = StatusOf(error);
        var detail = DetailOf(error);
        var problem = new ProblemDetails { Type = TypePrefix + error.Code, Status = status, Title = TitleOf(status), Detail = detail };
        if (RefusalText.For(error).Citation is { } citation) problem.Extensions["citation"] = citation;
        if (ExistingOf(error) is { } existing) problem.Extensions["existing"] = existing;

        if (FieldsOf(error) is { Count: > 0 } at) problem.Extensions["errors"] = at.ToDictionary(field => field, _ => new[] { detail });
        if (FiguresOf(error) is { Count: > 0 } figures) problem.Extensions["figures"] = figures;
        return TypedResults.Problem(problem);
    }

    /// <summary>An answer of the framework that has a status and nothing else, given the same form.</summary>
    public static Task WriteAsync(StatusCodeContext bare)
    {
        var response = bare.HttpContext.Response;
        ProblemHttpResult problem = response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => From(new NotSignedIn()),
            StatusCodes.Status404NotFound => From(new AddressUnknown()),
            StatusCodes.Status415UnsupportedMediaType => From(new NotJson()),
            var status => TypedResults.Problem(new ProblemDetails { Type = "about:blank", Status = status, Title = TitleOf(status) }),
        };
        return problem.ExecuteAsync(bare.HttpContext);
    }

    private static int StatusOf(Error error) => error switch
    {
        NotJson => StatusCodes.Status415UnsupportedMediaType,
        BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        Invalid => StatusCodes.Status400BadRequest,
        Domain.NotFound => StatusCodes.Status404NotFound,
        NotSignedIn or SignInRefused => StatusCodes.Status401Unauthorized,
        TooManySignIns => StatusCodes.Status429TooManyRequests,
        RoleMissing => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status409Conflict,
    };

    private static string? TitleOf(int status) => RefusalText.TemplateOf(
        string.Create(CultureInfo.InvariantCulture, $"status-{status}"), CultureInfo.GetCultureInfo(LanguageSetup.Current));

    private static string DetailOf(Error error) =>
        RefusalText.For(error) is { WhatToDo: { } step } message ? $"{message.Sentence} {step}" : RefusalText.For(error).Sentence;

    private static IReadOnlyList<string> FieldsOf(Error error) => error switch
    {
        RequestUnreadable unreadable => unreadable.Members,
        { Field: { } field } => [JsonNamingPolicy.CamelCase.ConvertName(field)],
        _ => [],
    };

    private static string? ExistingOf(Error error) => error switch
    {
        BankReferenceUsed { Fund: { } fund } used => $"/api/v1/funds/{fund}/vouchers/{used.Voucher}",
        ReceiptLooksRecorded { Fund: { } fund } doubt => $"/api/v1/funds/{fund}/vouchers/{doubt.Vouchers.Split(", ")[0]}",
        _ => null,
    };

    // Under a name of their own, because an error may have a member "Status" or "Detail" too.
    private static Dictionary<string, object?> FiguresOf(Error error) => error.GetType().GetProperties()
        .Where(member => !NotFigures.Contains(member.Name))
        .ToDictionary(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name), member => FigureOf(member.GetValue(error)));

    private static object? FigureOf(object? value) => value is Error reason
        ? new { type = TypePrefix + reason.Code, detail = DetailOf(reason), figures = FiguresOf(reason) }
        : value;
}
