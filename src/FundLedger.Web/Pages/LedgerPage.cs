using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Funds;
using FundLedger.Features.Notices;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.Web.Components;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace FundLedger.Web.Pages;

/// <summary>
/// What the pages over the books share: the chosen fund, one key per intent, and one way to show a refusal with everything typed
/// still there.
/// </summary>
public abstract class LedgerPage(IMediator mediator, CurrentUser me) : PageModel
{
    /// <summary>
    /// Made when the form is shown and sent back with it: a double click or a second tab of the same form is the same request. A refusal
    /// is an answer, so a form that is shown again after one has a new key: what is corrected and sent is another request.
    /// </summary>
    [BindProperty]
    public Guid Key { get; set; }

    /// <summary>
    /// The refusal of the whole request, for the partial <c>_Refusal</c>; a refusal about one field stands beside that field instead.
    /// </summary>
    public Error? Refusal { get; private set; }

    public CurrentUser Me { get; } = me;

    /// <summary>Code of the fund chosen in the top bar; empty for a user without any fund, who then finds nothing.</summary>
    public string FundCode => Me.Fund?.Code ?? "";

    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        if (Key == Guid.Empty) Key = Guid.NewGuid();
        if (PageVersion.IsOutdated(Request)) TempData[PageVersion.Field] = true;
    }

    protected async Task<Result<T>> Send<T>(IRequest<Result<T>> request)
    {
        var answer = await mediator.Send(request, HttpContext.RequestAborted);
        if (request is ICommand command) IntentKey.Answered(HttpContext, command.Key);
        return answer;
    }

    /// <summary>
    /// The form again, with the reason beside its field or above the form. A thing that is not there for this user is a 404, unless
    /// it was a choice in a field.
    /// </summary>
    protected IActionResult Show(Error error)
    {
        if (error is NotFound && error.Field is null) return NotFound();
        if (error is Refused) BeginAnew();
        // The page with all that was typed, and for machines and logs what it is.
        if (error is RoleMissing) Response.StatusCode = StatusCodes.Status403Forbidden;
        if (error.Field is { } field && ModelState.ContainsKey(field)) Say(field, error);
        else Refusal = error;
        return Page();
    }

    /// <summary>Null where the fund has people enough, and where nobody asked.</summary>
    public FundHands? FewHands { get; private set; }

    /// <summary>Finds out whether three different persons could ask, approve and pay, for the partial <c>_FewHands</c>.</summary>
    protected async Task LookForHandsAsync()
    {
        var hands = await Send(new GetFundHands(FundCode));
        FewHands = hands is { IsOk: true, Value.IsEnough: false } ? hands.Value : null;
    }

    /// <summary>What happens next with a paper in this state, and who can do it.</summary>
    protected async Task<NextStep?> NextAsync(string fund, string subject, long number, string state, bool hasLead = false)
    {
        var hands = await Send(new GetHandsToAct(fund, subject, number));
        return hands.IsOk ? new NextStep(hasLead ? null : NextWords.Of(subject, state), NextStep.WaitsIn(state), hands.Value.Who) : null;
    }

    /// <summary>The key of what is sent from this form next, now that the last one has its answer.</summary>
    protected virtual Guid NextKey() => Guid.NewGuid();

    /// <summary>The value that was typed, or the reason beside its field and null.</summary>
    protected T? Read<T>(string field, Result<T> typed)
        where T : struct
    {
        if (typed.IsOk) return typed.Value;
        Say(field, typed.Error!);
        return null;
    }

    /// <summary>A list of the page as a file. It is noted, with its filter and its rows, before it leaves.</summary>
    /// <param name="format">csv or xlsx; for anything else there is no such page.</param>
    /// <param name="read">Reads the list with the filter of the page; no more rows are left out than the screen leaves out.</param>
    protected async Task<IActionResult> TakeAsync(string fund, string? format, Func<Task<Result<ShownList>>> read)
    {
        if (!ShownList.Knows(format)) return NotFound();
        var at = HttpContext.RequestServices.GetRequiredService<IClock>().GetCurrentInstant();
        var list = await read();
        if (list.Error is { } error) return Show(error);
        var (name, narrowed) = (list.Value.Name, list.Value.NarrowedTo);
        return await NotedAsync(fund, name, narrowed, at, list.Value.File(fund, format!));
    }

    /// <summary>The same for a file that was made elsewhere.</summary>
    /// <param name="readAt">A moment before its rows were read.</param>
    protected async Task<IActionResult> NotedAsync(
        string fund, string list, IEnumerable<string?> narrowedTo, Instant readAt, ExportedFile file)
    {
        var narrowed = string.Join("; ", narrowedTo.Where(filter => !string.IsNullOrWhiteSpace(filter)));
        var format = Path.GetExtension(file.Name).TrimStart('.');
        var noted = await Send(new NoteExport(
            fund, Guid.NewGuid(), list, narrowed.Length == 0 ? "Tất cả" : narrowed, format, file.Rows, readAt));
        return noted.Error is { } refusal ? Show(refusal) : PaperFile.Download(file);
    }

    private void BeginAnew()
    {
        Key = NextKey();
        ModelState.Remove(nameof(Key));
    }

    private void Say(string field, Error error)
    {
        var message = RefusalText.For(error);
        ModelState.AddModelError(field, message.WhatToDo is { } step ? $"{message.Sentence} {step}" : message.Sentence);
    }
}
