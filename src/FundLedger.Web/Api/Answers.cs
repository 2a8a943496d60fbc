using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Web.Localisation;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FundLedger.Web.Api;

/// <summary>Sends a request of the application and answers 200 with its value, or the problem.</summary>
internal static class Answers
{
    /// <summary>The language of papers: the one asked for.</summary>
    public static PaperLanguage Language => LanguageSetup.IsEnglish ? PaperLanguage.English : PaperLanguage.Vietnamese;

    public static async Task<Results<Ok<T>, ProblemHttpResult>> Answer<T>(
        this IMediator mediator, IRequest<Result<T>> request, CancellationToken token) =>
        (await mediator.Send(request, token)).Match<Results<Ok<T>, ProblemHttpResult>>(
            value => TypedResults.Ok(value), refused => Problems.From(refused));

    /// <summary>The same, with the value as the API shows it.</summary>
    public static async Task<Results<Ok<TShown>, ProblemHttpResult>> Answer<T, TShown>(
        this IMediator mediator, IRequest<Result<T>> request, Func<T, TShown> show, CancellationToken token) =>
        (await mediator.Send(request, token)).Match<Results<Ok<TShown>, ProblemHttpResult>>(
            value => TypedResults.Ok(show(value)), refused => Problems.From(refused));

    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> File(
        this IMediator mediator, IRequest<Result<ExportedFile>> request, CancellationToken token) =>
        (await mediator.Send(request, token)).Match<Results<FileStreamHttpResult, ProblemHttpResult>>(
            file => TypedResults.Stream(file.Content, file.ContentType, file.Name), refused => Problems.From(refused));
}
