using FundLedger.Features.Traces;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Traces;

/// <summary>Where the money that one child received from this fund had come from.</summary>
internal sealed class TraceChildModel(IMediator mediator, CurrentUser me) : TracePage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public SupportTrace Trace { get; private set; } = null!;

    public string CsvUrl => $"/traces/{Fund}/children/{Code}?handler=Csv";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayOpenChildren) return NotFound();
        var trace = await Send(new TraceChild(Fund, Code));
        if (trace.Error is { } error) return Show(error);
        Trace = trace.Value;
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (!MayOpenChildren) return NotFound();
        return await LeaveAsync(new ExportSupportTrace(Fund, Code, IsChild: true, null, PaperFile.LanguageOf(null)), "child-trace", Code);
    }
}
