using System.CommandLine;
using FundLedger.Features.Setup;
using NodaTime;

namespace FundLedger.Cli;

/// <summary>Loads administrative units and opens a fund for each district and commune.</summary>
internal static class SetupUnitsVerb
{
    private static readonly Option<FileInfo> File = SharedOptions.File("--file");
    private static readonly Option<LocalDate> OpenedOn = SharedOptions.Date("--opened-on");

    private static readonly Option<string> Regime = new("--regime")
    {
        Description = "Chế độ kế toán / accounting regime: TT107, TT41, TT70.", Required = true,
    };

    public static Command Create(SharedOptions shared)
    {
        Regime.AcceptOnlyFromAmong("TT107", "TT41", "TT70");
        return shared.Verb(
            "units", new("Nạp đơn vị hành chính và mở quỹ", "load administrative units and open their funds"), RunAsync,
            File, OpenedOn, Regime);
    }

    private static Task<int> RunAsync(Verb verb, CancellationToken token) => OwnerWork.RunAsync(
        verb,
        async owner =>
        {
            using var units = verb.Get(File).OpenText();
            var opened = await OpenFunds.RunAsync(owner, units, verb.Get(OpenedOn), verb.Get(Regime), token);
            return (new { opened }, verb.In($"Đã mở {opened} quỹ.", $"{opened} funds opened."));
        },
        token);
}
