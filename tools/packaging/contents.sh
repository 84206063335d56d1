# shellcheck shell=bash
# What both packages hold besides the program. Sourced by `tarball` and `deb`, from the root of the clone.

# In the layout of the source, so that the documents' links lead somewhere.
put_documents() { # FOLDER
    local file
    git ls-files README.md CHANGELOG.md configs data docs src/README.md src/journal/JOURNAL.md |
        grep -v 'meson\.build$' | while read -r file; do
        install -D -m 644 "$file" "$1/$file"
    done
}

put_program() { # PROGRAM FOLDER
    install -D -m 755 "$1" "$2/bin/preceptron"
    put_output "$2/share/man/man1/preceptron.1" "$1" manual
    put_output "$2/share/bash-completion/completions/preceptron" "$1" completion bash
    put_output "$2/share/fish/vendor_completions.d/preceptron.fish" "$1" completion fish
}

put_output() { # FILE COMMAND...
    mkdir -p "$(dirname "$1")"
    "${@:2}" >"$1"
}

# The text of `copyright` with the versions of what is linked in: whoever hears of a hole in one of
# the libraries wants to know which it was.
put_licences() { # FILE
    local packages=(libssl-dev libyaml-cpp-dev libinih-dev libcli11-dev zlib1g-dev libstdc++-12-dev) boost linked
    boost=$(dpkg-query --search /usr/include/boost/version.hpp | cut -d: -f1)
    # shellcheck disable=SC2016 # the variables are dpkg-query's
    linked=$(dpkg-query --show --showformat=' ${source:Package} ${source:Version}\n' "${packages[@]}" "$boost" | sort -u)
    mkdir -p "$(dirname "$1")"
    sed -e "/^@LINKED@$/{r /dev/stdin" -e "d}" tools/packaging/copyright <<<"$linked" >"$1"
}
