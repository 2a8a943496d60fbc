using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Reports;
using FundLedger.Features.Traces;
using MediatR;

namespace FundLedger.Web.Pages.Reports;

/// <summary>Nothing leaves that was not written down: the file is made, noted in the log, and then handed over.</summary>
internal static class ReportDownloads
{
    public static async Task<Result<ExportedFile>> MakeAsync(IMediator mediator, ExportReport request, CancellationToken token)
    {
        var made = await mediator.Send(request, token);
        return made.Error is { } refusal ? refusal
            : await NotedAsync(mediator, made.Value, ReportNotes.Of(request.Question, made.Value, request.Format), token);
    }

    public static async Task<Result<ExportedFile>> MakeAsync(IMediator mediator, ExportFrozenReport request, CancellationToken token)
    {
        var made = await mediator.Send(request, token);
        return made.Error is { } refusal ? refusal
            : await NotedAsync(mediator, made.Value, ReportNotes.Of(request, made.Value), token);
    }

    public static async Task<Result<ExportedFile>> MakeAsync(IMediator mediator, ExportDonorStatement request, CancellationToken token)
    {
        var made = await mediator.Send(request, token);
        return made.Error is { } refusal ? refusal
            : await NotedAsync(mediator, made.Value, DonorNotes.Of(request, made.Value), token);
    }

    private static async Task<Result<ExportedFile>> NotedAsync(
        IMediator mediator, ExportedBook made, NoteExport note, CancellationToken token)
    {
        var noted = await mediator.Send(note, token);
        if (noted.Error is not { } unnoted) return made.File;
        await made.File.DisposeAsync();
        return unnoted;
    }
}
