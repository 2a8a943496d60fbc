using FundLedger.Features.Traces;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Traces;

/// <summary>Where the money of one payment, or of one line of it, had come from.</summary>
internal sealed class TraceSupportModel(IMediator mediator, CurrentUser me) : TracePage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long? Entry { get; set; }

    public SupportTrace Trace { get; private set; } = null!;

    public string CsvUrl => $"/traces/{Fund}/payments/{Number}?handler=Csv{(Entry is { } entry ? $"&entry={entry}" : "")}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayTrace) return NotFound();
        var trace = await Send(new TraceSupport(Fund, Number) { EntryNo = Entry });
        if (trace.Error is { } error) return Show(error);
        Trace = trace.Value;
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (!MayTrace) return NotFound();
        var export = new ExportSupportTrace(Fund, Number, IsChild: false, Entry, PaperFile.LanguageOf(null));
        return await LeaveAsync(export, "payment-trace", Number);
    }
}
