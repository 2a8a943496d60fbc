using System.Data;
using Dapper;
using FundLedger.Domain;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace FundLedger.Features.Pipeline;

/// <summary>How the database's values meet ours. Global in Dapper, hence done once per process.</summary>
public static class DapperSetup
{
    private static readonly Lock Once = new();
    private static bool done;

    public static void Apply()
    {
        lock (Once)
        {
            if (done)
            {
                return;
            }

            DefaultTypeMap.MatchNamesWithUnderscores = true;
            SqlMapper.AddTypeHandler(new MoneyHandler());
            SqlMapper.AddTypeHandler(new LocalDateHandler());
            SqlMapper.AddTypeHandler(new InstantHandler());
            done = true;
        }
    }

    private sealed class MoneyHandler : SqlMapper.TypeHandler<Money>
    {
        public override Money Parse(object value) => new(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));

        public override void SetValue(IDbDataParameter parameter, Money value) => parameter.Value = value.Dong;
    }

    private sealed class LocalDateHandler : SqlMapper.TypeHandler<LocalDate>
    {
        public override LocalDate Parse(object value) => (LocalDate)value;

        public override void SetValue(IDbDataParameter parameter, LocalDate value)
        {
            parameter.Value = value;
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Date;
        }
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<Instant>
    {
        public override Instant Parse(object value) => (Instant)value;

        public override void SetValue(IDbDataParameter parameter, Instant value)
        {
            parameter.Value = value;
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.TimestampTz;
        }
    }
}
