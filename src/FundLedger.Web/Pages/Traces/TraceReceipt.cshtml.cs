using FundLedger.Features.Traces;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Traces;

/// <summary>What became of the money of one receipt.</summary>
internal sealed class TraceReceiptModel(IMediator mediator, CurrentUser me) : TracePage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int? Take { get; set; }

    public ReceiptTrace Trace { get; private set; } = null!;

    public string CsvUrl => $"/traces/{Fund}/receipts/{Number}?handler=Csv";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayTrace) return NotFound();
        var trace = await Send(new TraceReceipt(Fund, Number) { Take = Math.Max(Take ?? TraceReceipt.Page, 1) });
        if (trace.Error is { } error) return Show(error);
        Trace = trace.Value;
        return Page();
    }

    /// <summary>The same as a file, all of its lines.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (!MayTrace) return NotFound();
        return await LeaveAsync(new ExportReceiptTrace(Fund, Number, PaperFile.LanguageOf(null)), "receipt-trace", Number);
    }
}
