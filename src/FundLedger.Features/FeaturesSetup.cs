using System.Reflection;
using FundLedger.Domain;
using FundLedger.Features.Adjustments;
using FundLedger.Features.Books;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Checks;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Findings;
using FundLedger.Features.Goods;
using FundLedger.Features.Imports;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Notices;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.Features.Periods;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Features.Reports;
using FundLedger.Features.Statements;
using FundLedger.Features.Traces;
using FundLedger.Features.Transfers;
using FundLedger.Features.Vault;
using FundLedger.Features.Vouchers;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace FundLedger.Features;

/// <summary>
/// Registers the use cases for a host. The host adds the <c>IClock</c>, the <c>VaultKey</c> and the <c>NpgsqlDataSource</c> of the
/// application role; with a <c>CheckpointKey</c> it signs checkpoints too.
/// </summary>
public static class FeaturesSetup
{
    private static readonly Type[] HandlerKinds = [typeof(IRequestHandler<,>)];

    public static IServiceCollection AddFundLedger(this IServiceCollection services)
    {
        DapperSetup.Apply();
        services.AddLogging();
        services.AddScoped<Actor>();
        services.AddScoped<Db>();
        services.AddScoped<OncePerKey>();
        services.AddScoped<FundLock>();
        services.AddScoped<Pools>();
        services.AddScoped<Ladders>();
        services.AddSupport();
        services.AddScoped<Checklist>();
        services.AddScoped<ClosingSeal>();
        services.AddScoped<ReopeningLoad>();
        services.AddScoped<TransferLoad>();
        services.AddScoped<CheckpointMaker>();
        services.AddScoped(provider => new CheckpointRound(
            provider.GetRequiredService<Db>(), provider.GetRequiredService<Actor>(), provider.GetRequiredService<CheckpointMaker>()));
        services.AddScoped(provider => new MailRound(provider.GetRequiredService<Db>(), provider.GetRequiredService<Actor>()));
        services.AddScoped<StatementCheckpoints>();
        services.AddScoped<StatementReader>();
        services.TryAddSingleton(PublicAddress.None);
        services.AddScoped<JournalExport>();
        services.AddScoped<ProofExport>();
        services.AddScoped<VoucherReader>().AddScoped<VoucherChoice>();
        services.AddScoped<AdjustmentReader>();
        services.AddChecks();
        services.AddSingleton<PaperPrinter>();
        services.AddSingleton<IdentityVault>();
        services.AddScoped<IMediator>(provider => new Mediator(provider.GetService!));
        services.AddSingleton<ReceiptLane>();
        services.AddScoped<IPipelineBehavior<RecordReceipt, Result<ReceiptRecorded>>, RecordTogether>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(RequestPipeline<,>));
        services.AddImports();
        services.AddPayments();
        services.AddReaders();
        services.AddHandlers();
        return services;
    }

    private static void AddChecks(this IServiceCollection services)
    {
        services.AddScoped<CheckReader>();
        services.AddScoped<CheckRound>();
        services.AddSingleton<CheckRunner>();
        services.TryAddSingleton(new CheckLimits());
    }

    private static void AddPayments(this IServiceCollection services)
    {
        services.AddScoped<PaymentLoad>();
        services.AddScoped<PaymentSteps>();
        services.AddScoped<PaymentReader>();
        services.AddScoped<HandoutReader>();
        services.AddScoped<PaymentPapers>();
        services.AddScoped<SignedLists>();
        services.AddScoped<PaymentChoicesReader>();
        services.TryAddSingleton(_ => new BankProfiles());
    }

    private static void AddReaders(this IServiceCollection services)
    {
        services.AddScoped<FlowReader>();
        services.AddScoped<TraceFacts>();
        services.AddScoped<ReceiptTraceReader>();
        services.AddScoped<SupportTraceReader>().AddScoped<DonorReader>();
        services.AddScoped<BookReader>();
        services.AddSingleton<BookWriter>();
        services.AddScoped<PackLists>().AddScoped<PackStatement>().AddScoped<PackParts>();
        services.AddScoped<ReportReader>();
        services.AddSingleton<ReportFiles>();
        services.AddScoped<FrozenReports>();
        services.AddScoped<ReportFrames>();
        services.AddScoped<ReportDifferences>();
        services.AddScoped<FindingLoad>();
        services.AddScoped(provider => new AuditLooks(provider.GetRequiredService<Db>()));
    }

    private static void AddSupport(this IServiceCollection services)
    {
        services.AddScoped<NormStore>();
        services.AddScoped<ChildFactsReader>();
        services.AddScoped<SupportFactsReader>();
        services.AddScoped<ChildEventSteps>();
        services.AddScoped<ChildListReader>();
        services.AddScoped<OwnChildren>();
        services.AddScoped<LikeChildren>();
        services.AddScoped<ChildAges>();
        services.AddScoped<AgeCounts>();
        services.AddScoped<OfAgeReader>();
        services.AddScoped<PaperCabinet>();
        services.AddScoped<DraftShelf>();
        services.AddScoped<DisbursementRequest>();
        services.AddScoped<RequestSteps>();
        services.AddScoped<RequestStock>();
        services.AddScoped<RequestOrigin>();
        services.AddScoped<SheetDecisionReader>();
        services.AddScoped<SheetLinesReader>();
        services.AddScoped<DisbursementLoad>();
        services.AddScoped<GoodsStore>();
        services.AddScoped<GoodsHandOver>();
        services.AddScoped<GoodsLossLoad>();
    }

    private static void AddImports(this IServiceCollection services)
    {
        services.AddScoped<ImportLoad>();
        services.AddScoped<IImportedList, ChildrenList>();
    }

    private static void AddHandlers(this IServiceCollection services)
    {
        var types = Assembly.GetExecutingAssembly().DefinedTypes;
        foreach (var type in types.Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var handled in type.ImplementedInterfaces.Where(IsHandler))
            {
                services.AddScoped(handled, type);
            }
        }
    }

    /// <summary>
    /// The application's data source; dates and instants arrive as NodaTime values. Sessions keep their prepared statements and the
    /// plans of the database's functions from one request to the next: nothing of a request may be set for longer than its transaction.
    /// </summary>
    public static NpgsqlDataSource OpenDataSource(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        // Short statements: compiling one takes longer than running it.
        builder.ConnectionStringBuilder.Options = $"{builder.ConnectionStringBuilder.Options} -c jit=off".Trim();
        // A verification reads millions of rows: with the usual 8 KB it waits for the socket at every twentieth.
        builder.ConnectionStringBuilder.ReadBufferSize = 64 * 1024;
        // The server's usual limit is 100: some stay free for the command line, backups and a second instance.
        builder.ConnectionStringBuilder.MaxPoolSize = Math.Min(builder.ConnectionStringBuilder.MaxPoolSize, 60);
        builder.UseNodaTime();
        return builder.Build();
    }

    private static bool IsHandler(Type type) => type.IsGenericType && HandlerKinds.Contains(type.GetGenericTypeDefinition());
}
