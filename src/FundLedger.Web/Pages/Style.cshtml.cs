using FundLedger.Domain;
using FundLedger.Web.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using NodaTime;

namespace FundLedger.Web.Pages;

/// <summary>A refusal that only the style guide shows.</summary>
internal sealed record SampleRefusal(Money Requested, Money Available) : Refused("The pool holds less than was asked for.");

/// <summary>Every component with invented figures, to be looked at. It does not exist in production mode.</summary>
internal sealed class StyleModel(WebSettings settings) : PageModel
{
    public string Amount { get; } = "1.500.000";

    public string WrongAmount { get; } = "1,5";

    public string ReceivedOn { get; } = "20/12/2021";

    public string Source { get; } = "donation";

    public string Note { get; } = "";

    public string PayerName { get; } = "Trần Thị Mẫu";

    public SampleRefusal Refusal { get; } = new(new Money(48_000_000), new Money(45_000_000));

    public IReadOnlyList<SelectListItem> Sources { get; } =
    [
        new("Đóng góp, ủng hộ", "donation"),
        new("Nguồn xã hội hoá", "socialised"),
        new("Ngân sách tỉnh", "provincial"),
    ];

    public IReadOnlyList<StackedBar> Pools { get; } =
    [
        new("Không mục đích riêng", new Money(62_500_000), new Money(8_000_000), new Money(49_500_000)),
        new("Phẫu thuật tim", new Money(31_200_000), new Money(0), new Money(58_800_000)),
        new("Tài trợ Tết", new Money(45_000_000), new Money(0), new Money(0)),
        new("Thiên tai", new Money(0), new Money(12_000_000), new Money(28_000_000)),
    ];

    public IReadOnlyList<MonthColumns> Months { get; } = Enumerable.Range(1, 12)
        .Select(month => new MonthColumns(
            new YearMonth(2021, month), new Money(month * 7 % 11 * 4_000_000L), new Money(month * 5 % 9 * 5_000_000L)))
        .ToList();

    public IReadOnlyList<Step> Paid { get; } =
    [
        new("Đề nghị", StepState.Done, "Kế toán A", Instant.FromUtc(2021, 1, 28, 2, 15)),
        new("Phê duyệt", StepState.Done, "Người duyệt B", Instant.FromUtc(2021, 1, 29, 8, 40), "Đúng danh sách xã gửi."),
        new("Chi tiền", StepState.Current),
    ];

    public IReadOnlyList<Step> Turned { get; } =
    [
        new("Đề nghị", StepState.Done, "Kế toán A", Instant.FromUtc(2021, 3, 2, 2, 15)),
        new("Phê duyệt", StepState.Refused, "Người duyệt B", Instant.FromUtc(2021, 3, 3, 1, 5), "Thiếu giấy ra viện."),
        new("Chi tiền", StepState.ToCome),
    ];

    public IActionResult OnGet()
    {
        if (settings.IsProduction) return NotFound();
        ModelState.SetModelValue(nameof(WrongAmount), new ValueProviderResult("1,5"));
        ModelState.AddModelError(nameof(WrongAmount), "Số tiền là đồng nguyên, không có phần lẻ. Ví dụ: 1.500.000");
        return Page();
    }

    public IActionResult OnPost() => settings.IsProduction ? NotFound() : RedirectToPage();
}
