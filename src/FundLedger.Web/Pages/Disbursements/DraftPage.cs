using System.Reflection;
using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Web.Components;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>
/// A form that asks for support: what is typed and the files chosen are kept as a draft, by script every few seconds and by its button,
/// until the request is sent. Opened again it is as it was left.
/// </summary>
[RequestSizeLimit(MostBytes)]
internal abstract partial class DraftPage(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me), IPaperForm
{
    private const int MostBytes = 72 * 1024 * 1024;
    private const int MostOfFile = 11 * 1024 * 1024;
    private const string Papers = "Papers";
    private const string PaperField = "Paper.";

    private static readonly string[] NotTyped = ["__RequestVerificationToken", PageVersion.Field, nameof(Key), nameof(Draft), "Rest"];

    protected IStringLocalizer<Texts> T { get; } = texts;

    [BindProperty(SupportsGet = true)]
    public Guid Draft { get; set; }

    /// <summary>Asked for with nothing in it, whatever drafts there are.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Fresh { get; set; }

    /// <summary>As it was last saved; null for what was never saved.</summary>
    public RequestDraft? Saved { get; private set; }

    /// <summary>The draft was taken up again, not just saved.</summary>
    public bool IsRestored { get; private set; }

    public abstract IReadOnlyList<Wording> AskedPapers { get; }

    public virtual bool IsNeeded(Wording paper) => !NormPaper.FollowsPayment(paper.Vi);

    public virtual string? NoteOf(Wording paper) => null;

    public IReadOnlyList<DraftPaper> Attached => Saved?.Papers ?? [];

    public string? PaperProblem =>
        ModelState.TryGetValue(Papers, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    /// <summary>Address of this form in this place, without a handler.</summary>
    public abstract string Address { get; }

    /// <summary>The same with a handler, for a button.</summary>
    public string AddressOf(string handler) => $"{Address}{(Address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler={handler}";

    /// <summary>The same with nothing in it.</summary>
    public string FreshAddress => $"{Address}{(Address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}Fresh=true";

    /// <summary>Which form it is, in the list of drafts.</summary>
    protected abstract string Form { get; }

    /// <summary>What the address says beside; empty for nothing.</summary>
    protected abstract string Place { get; }

    protected abstract bool MayRequest { get; }

    /// <summary>Reads what the page shows beside its form.</summary>
    protected abstract Task LoadAsync();

    /// <summary>The button "Lưu nháp", without script.</summary>
    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!MayRequest) return Forbid();
        await LoadAsync();
        if (await SaveAsync()) TempData["Done"] = T["Đã lưu nháp lúc {0}.", Screen.Show(Saved!.SavedAt)].Value;
        return Page();
    }

    /// <summary>The same by script: answers with the list of papers.</summary>
    public async Task<IActionResult> OnPostKeepAsync()
    {
        if (!MayRequest) return Forbid();
        await LoadAsync();
        if (await SaveAsync() || Saved is not null) Response.Headers["X-Saved-At"] = Uri.EscapeDataString(Screen.Show(Saved!.SavedAt));
        return Partial("_Papers", this);
    }

    public async Task<IActionResult> OnPostRemovePaperAsync(int paper)
    {
        if (!MayRequest) return Forbid();
        await LoadAsync();
        await SaveAsync();
        var left = await Send(new RemoveDraftPaper(FundCode, Draft, paper));
        if (left.IsOk) Saved = left.Value;
        return Page();
    }

    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (Draft == Guid.Empty && HttpMethods.IsPost(Request.Method)) Draft = Guid.NewGuid();
    }

    /// <summary>The form carries a part of its lines; the others are in its draft.</summary>
    protected virtual bool IsPartOfList => false;

    /// <summary>Why the draft was not found in which the other lines of the form are; null when nothing is missing.</summary>
    protected Error? LinesLost { get; private set; }

    /// <summary>Saves what was sent; false when a file could not be taken, which is then said beside the papers.</summary>
    protected async Task<bool> SaveAsync(bool withFiles = true)
    {
        var files = new List<SentPaper>();
        var sent = Request.Form.Files.Where(file => file.Length > 0 && file.Name.StartsWith(PaperField, StringComparison.Ordinal));
        foreach (var file in sent.Where(_ => withFiles)) files.AddRange(await ReadAsync(file));
        var fields = Request.Form.Where(field => !NotTyped.Contains(field.Key))
            .ToDictionary(field => field.Key, field => field.Value.OfType<string>().ToArray());
        var draft = new RequestDraft(Draft, FundCode, Form, Place) { Key = Key, Fields = fields };
        var saved = await Send(new SaveDraft(draft, files) { IsPartOfList = IsPartOfList });
        if (saved.IsOk) Saved = saved.Value.Draft;
        LinesLost = IsPartOfList ? saved.Error : null;
        var problem = saved.Error ?? saved.Value.Problem;
        if (problem is not null) ModelState.AddModelError(Papers, Sentence(problem));
        return problem is null;
    }

    /// <summary>Fills the form as it was left: the draft that was asked for, else the newest of this form and place.</summary>
    protected async Task RestoreAsync()
    {
        var all = (await Send(new ListDrafts(FundCode))).Value.Where(draft => draft.Form == Form);
        Saved = Fresh ? null
            : Draft == Guid.Empty ? all.FirstOrDefault(draft => draft.Place == Place) : all.FirstOrDefault(draft => draft.Id == Draft);
        if (Saved is null)
        {
            Draft = Guid.NewGuid();
            return;
        }

        (IsRestored, Draft, Key) = (true, Saved.Id, Saved.Key);
        ModelState.Clear();
        var chosen = GetType().GetProperties().Where(IsInAddress).Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, typed) in Saved.Fields.Where(field => !chosen.Contains(field.Key)))
        {
            ModelState.SetModelValue(name, new ValueProviderResult(typed));
        }

        foreach (var property in GetType().GetProperties().Where(IsTyped)) property.SetValue(this, Saved.Field(property.Name) ?? "");
        TakeUp(Saved);
    }

    /// <summary>Takes from a draft what is no single line of text.</summary>
    protected virtual void TakeUp(RequestDraft draft)
    {
    }

    /// <summary>The papers that go with the request.</summary>
    protected async Task<IReadOnlyList<AttachedPaper>> PapersAsync() => (await Send(new GetDraftPapers(FundCode, Draft))).Value;

    /// <summary>To the request that this very form was sent as before; null when it was not.</summary>
    protected IActionResult? AlreadySent => Saved?.SentAs is { } sent ? Redirect($"/disbursements/{FundCode}/{sent}") : null;

    /// <summary>The request was sent: its draft is not needed any more.</summary>
    protected async Task<IActionResult> EndAsync(long request)
    {
        await Send(new FinishDraft(FundCode, Draft, request));
        return Redirect($"/disbursements/{FundCode}/{request}");
    }

    /// <summary>The form again, and its draft under the key of the next try.</summary>
    protected async Task<IActionResult> ShowAndKeepAsync(Error error)
    {
        if (error.Field == Papers) ModelState.SetModelValue(Papers, ValueProviderResult.None);
        var shown = Show(error);
        if (Saved is not null && Saved.Key != Key) await SaveAsync(withFiles: false);
        return shown;
    }

    private static bool IsTyped(PropertyInfo property) =>
        property.PropertyType == typeof(string) && property.CanWrite
        && property.GetCustomAttribute<BindPropertyAttribute>() is { Name: null, SupportsGet: false };

    private static bool IsInAddress(PropertyInfo property) => property.GetCustomAttribute<BindPropertyAttribute>() is { SupportsGet: true };

    private static string Sentence(Error error)
    {
        var message = RefusalText.For(error);
        return $"{message.Sentence} {message.WhatToDo}".TrimEnd();
    }
}
