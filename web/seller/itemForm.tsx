import { Button, Fieldset, Group, NumberInput, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useEffect } from "react";
import { fieldErrors } from "../parts/problem.ts";
import { ProblemNote } from "../parts/problemNote.tsx";
import type { Item } from "./reads.ts";
import { useSellerWords } from "./words.ts";

/** What a seller may say of an item. Options get their own numbers from the shop. */
export type ItemValues = {
  readonly name: string;
  readonly size?: string;
  readonly price: number;
  readonly category?: string;
  readonly description?: string;
  readonly optionGroups: {
    name: string;
    options: { name: string; price: number }[];
  }[];
};
type Fields = Required<ItemValues>;

export const valuesOf = (item: Item): Fields => ({
  name: item.name,
  size: item.size === "-" ? "" : item.size,
  price: item.price,
  category: item.category ?? "",
  description: item.description ?? "",
  optionGroups: item.optionGroups.map(({ name, options }) => ({
    name,
    options: options.map((option) => ({ name: option.name, price: option.price })),
  })),
});

/** Fields that were left empty are not sent. */
const said = ({ size, category, description, ...others }: Fields): ItemValues => ({
  ...others,
  ...(size === "" ? {} : { size }),
  ...(category === "" ? {} : { category }),
  ...(description === "" ? {} : { description }),
});

export type ItemFormProps = {
  readonly initial: Fields;
  readonly submit: string;
  readonly send: (values: ItemValues) => void;
  readonly error: unknown;
  readonly isBusy: boolean;
};

export function ItemForm({ initial, submit, send, error, isBusy }: ItemFormProps) {
  const w = useSellerWords();
  const form = useForm<Fields>({ initialValues: initial });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(error)), [error, setErrors]);
  return (
    <form onSubmit={form.onSubmit((values) => send(said(values)))}>
      <Stack>
        <TextInput label={w.name} required {...form.getInputProps("name")} />
        <Group grow align="flex-start">
          <NumberInput
            label={w.price}
            required
            min={0}
            thousandSeparator=","
            allowDecimal={false}
            {...form.getInputProps("price")}
          />
          <TextInput label={w.size} {...form.getInputProps("size")} />
        </Group>
        <TextInput label={w.category} {...form.getInputProps("category")} />
        <Textarea
          label={w.description}
          autosize
          minRows={2}
          {...form.getInputProps("description")}
        />
        <Options form={form} />
        <ProblemNote error={error} />
        <Button type="submit" loading={isBusy} w="fit-content">
          {submit}
        </Button>
      </Stack>
    </form>
  );
}

type Form = UseFormReturnType<Fields>;

function Options({ form }: { readonly form: Form }) {
  const w = useSellerWords();
  return (
    <>
      {form.values.optionGroups.map((group, at) => (
        // A new group has no other name than its place.
        // oxlint-disable-next-line react/no-array-index-key
        <Fieldset key={at} legend={`${w.optionGroup} ${at + 1}`}>
          <Stack gap="xs">
            <Group align="flex-end">
              <TextInput
                label={w.optionGroup}
                required
                flex={1}
                {...form.getInputProps(`optionGroups.${at}.name`)}
              />
              <Button variant="default" onClick={() => form.removeListItem("optionGroups", at)}>
                {w.remove}
              </Button>
            </Group>
            {group.options.map((_, place) => (
              <OptionFields
                // oxlint-disable-next-line react/no-array-index-key
                key={place}
                form={form}
                path={`optionGroups.${at}.options`}
                place={place}
              />
            ))}
            <Button
              variant="subtle"
              w="fit-content"
              onClick={() =>
                form.insertListItem(`optionGroups.${at}.options`, { name: "", price: 0 })
              }
            >
              {w.addOption}
            </Button>
          </Stack>
        </Fieldset>
      ))}
      <Button
        variant="default"
        w="fit-content"
        onClick={() =>
          form.insertListItem("optionGroups", { name: "", options: [{ name: "", price: 0 }] })
        }
      >
        {w.addGroup}
      </Button>
    </>
  );
}

function OptionFields({
  form,
  path,
  place,
}: {
  readonly form: Form;
  readonly path: string;
  readonly place: number;
}) {
  const w = useSellerWords();
  return (
    <Group align="flex-end" wrap="nowrap">
      <TextInput
        label={`${w.option} ${place + 1}`}
        required
        flex={1}
        {...form.getInputProps(`${path}.${place}.name`)}
      />
      <NumberInput
        label={w.surcharge}
        min={0}
        allowDecimal={false}
        thousandSeparator=","
        w={120}
        {...form.getInputProps(`${path}.${place}.price`)}
      />
      <Button
        variant="default"
        px="xs"
        aria-label={`${w.option} ${place + 1}: ${w.remove}`}
        onClick={() => form.removeListItem(path, place)}
      >
        {w.remove}
      </Button>
    </Group>
  );
}
