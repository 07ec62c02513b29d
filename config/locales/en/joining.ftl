# Coming into the community: invitations, requests, import of a spreadsheet.

import-empty = This file is empty.
import-no-row = This file holds nothing but its line of titles: there is nobody to import.
import-column-missing = The column “{ $column }” is missing from the first line.
import-column-twice = This column is written twice in the first line.
import-row-short = { $cells ->
    [one] The line has one cell instead of { $columns }.
   *[other] The line has { $cells } cells instead of { $columns }.
 }
import-row-long = The line has { $cells } cells instead of { $columns }: a text may hold the sign that parts the cells, without quotes around it.
import-open-quotes = A cell holds a line break: quotes may have been left open.
import-mixed-encodings = The accents of this line are not stored like those of the other lines: it probably comes from another file. Open the file in your spreadsheet, check the accents, save it again.
import-bad-characters = The cell holds invisible or unreadable characters: type it again.
import-missing = This cell is empty: it is needed.
import-unknown-kind = Unknown type: CHU, CH, Clinique, EHPAD, ESMS, GHT, CPTS, GRADeS, ARS or Autre.
import-unknown-region = Unknown region: write the name of one of the 18 regions or of an overseas collectivity.
import-unknown-region-near = Unknown region. Perhaps: { $near }?
import-unknown-theme = Unknown theme: write the name of an open theme, or the end of its address.
import-unknown-circle = Unknown circle: communauté, pair or expert.
import-twice = This person already stands in this theme on line { $line }.
import-other-name = The same address bears another name on line { $line }.
import-other-establishment = The same address has another establishment on line { $line }.
import-other-profession = The same address has another profession on line { $line }.
import-other-kind = The same establishment is of another type on line { $line }.
import-closed = The account of this address is closed: remove the line, or reopen the account first.

import-figure-people = People in the file
import-figure-places = Memberships in the file
import-figure-newcomers = New people, invited by mail
import-figure-memberships = New memberships
import-figure-inward = Moves inward
import-figure-outward = Moves outward
import-figure-relocations = Changes of establishment
import-figure-edits = Names, professions or regions corrected
import-figure-establishments = New establishments
import-figure-kinds = Types of establishment corrected
import-figure-unchanged = People unchanged

import-line-figure = { $label }: { $n }
import-line-inward = Inward: { $name }, { $theme }, { $from } → { $to }
import-line-outward = Outward: { $name }, { $theme }, { $from } → { $to }
import-line-relocation = Establishment: { $name }, { $from } → { $to }
import-line-edit = Corrected: { $name } ({ $columns })
import-line-join = Enters a theme: { $name }, { $theme }, { $circle }
import-line-dry = Nothing was changed: run it again without --dry-run to import.
import-line-done = Done.
import-line-refused = { $n ->
    [one] one line of { $file } is to be corrected; nothing was imported.
   *[other] { $n } lines of { $file } are to be corrected; nothing was imported.
 }
import-fault-line = Line { $line }: { $why }
import-fault-empty = Line { $line }, { $column }: { $why }
import-fault-cell = Line { $line }, { $column }, “{ $written }”: { $why }

refusal-import-changed = The community has changed since the check. Nothing was imported: check the file again.
